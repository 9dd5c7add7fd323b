import { expect, it } from 'vitest';
import { post } from './posting.js';
import { type FakeLink, settled, World } from './testing.js';

async function talk(world = new World(), seats = 2) {
  const { code } = await world.room();
  const links: FakeLink[] = [];
  const joined = [];
  for (let i = 0; i < seats; i++) {
    const link = world.link();
    links.push(link);
    joined.push(await world.join(code, link, { name: `n${i}` }));
  }
  const [ana, bo] = joined;
  const [anaLink, boLink] = links;
  if (!ana || !bo || !anaLink || !boLink) throw new Error('two at least');
  const read = (seq: number, link = boLink) =>
    world.use(code, async (room) => room.reads.note(bo.self.id, seq, link));
  const say = (key: string) =>
    world.use(code, (room) => post(room, ana.self.id, { key, text: key }));
  const back = () => world.join(code, world.link(), { seat: bo.seat });
  const reads = (link: FakeLink) => link.signals.filter(({ kind }) => kind === 'read');
  return { world, code, bo, anaLink, boLink, read, say, back, reads };
}

it('[W9] a read position is the seat’s: the join brings it, and nothing when there is none', async () => {
  const { bo, say, read, back } = await talk();
  expect(bo).not.toHaveProperty('read');
  await say('a');
  await read(3);
  expect(await back()).toMatchObject({ read: 3 });
});

it('is cut to the head and moves only forward', async () => {
  const { world, anaLink, read, say, back, reads } = await talk();
  await read(99);
  expect(await back()).toMatchObject({ read: 2 });
  await say('a');
  await read(3);
  await read(1);
  expect(await back()).toMatchObject({ read: 3 });
  await world.clock.pass(5_000);
  await read(3);
  await world.clock.pass(5_000);
  expect(reads(anaLink).map((signal) => 'seq' in signal && signal.seq)).toEqual([2, 3]);
});

it('is told to the others and to one’s other tabs, not to the tab it came from', async () => {
  const { world, code, bo, anaLink, boLink, read, reads } = await talk();
  const tab = world.link();
  await world.join(code, tab, { seat: bo.seat });
  await read(2);
  const signal = { kind: 'read', member: bo.self.id, seq: 2 };
  expect(reads(anaLink)).toEqual([signal]);
  expect(reads(tab)).toEqual([signal]);
  expect(reads(boLink)).toEqual([]);
});

it('is told once a second at most, the first at once, the last always', async () => {
  const { world, anaLink, boLink, read, say, reads } = await talk();
  for (let seq = 3; seq < 30; seq++) {
    await say(`m${seq}`);
    await read(seq);
    await world.clock.pass(100);
  }
  expect(reads(anaLink).length).toBeLessThanOrEqual(4);
  boLink.open = false;
  await world.clock.pass(1_000);
  expect(reads(anaLink).at(-1)).toMatchObject({ seq: 29 });
  await world.clock.pass(60_000);
  expect(reads(anaLink).length).toBeLessThanOrEqual(5);
});

it('in a crowd only one’s other tabs are told', async () => {
  const { world, code, bo, anaLink, read, reads } = await talk(new World(), 101);
  const tab = world.link();
  await world.join(code, tab, { seat: bo.seat });
  await read(2);
  expect(reads(anaLink)).toEqual([]);
  expect(reads(tab)).toHaveLength(1);
});

it('a join tells those of all members, and in a crowd none but one’s own', async () => {
  const { world, code, bo, say, read, back } = await talk(new World(), 100);
  await say('a');
  await read(101);
  const positions = (members: { id: string; read?: number }[]) =>
    members.flatMap((one) => (one.read === undefined ? [] : [[one.id, one.read]]));
  expect(positions((await back()).members)).toEqual([[bo.self.id, 101]]);
  await world.joinAs(code, 'one too many');
  const { members, read: own } = await back();
  expect([positions(members), own]).toEqual([[], 101]);
});

it('survives a restart, at the latest a second after', async () => {
  const { world, say, read, back } = await talk();
  await read(1);
  await say('a');
  await read(3);
  await settled();
  world.restart();
  expect(await back()).toMatchObject({ read: 1 });
  await read(3);
  await world.clock.pass(1_000);
  world.restart();
  expect(await back()).toMatchObject({ read: 3 });
});

it('a stop keeps what the last second brought', async () => {
  const { world, say, read, back } = await talk();
  await read(1);
  await say('a');
  await read(3);
  await world.rooms.close();
  world.restart();
  expect(await back()).toMatchObject({ read: 3 });
});

it('a seat that has ended takes its position with it', async () => {
  const { world, code, bo, say, read } = await talk();
  await read(1);
  await say('a');
  await read(3);
  await world.use(code, (room) => room.endSeat(bo.self.id, 'left'));
  await world.clock.pass(5_000);
  await world.use(code, async (room) => {
    expect(room.reads.of(bo.self.id)).toBe(0);
    expect(room.reads.unkept).toEqual([]);
  });
});

it('a seat that reads faster than it may is told of within a second, and nothing of it is lost', async () => {
  const { world, anaLink, read, say, back, reads } = await talk();
  for (let seq = 3; seq < 13; seq++) await say(`m${seq}`);
  for (let seq = 3; seq < 13; seq++) await read(seq);
  expect(reads(anaLink)).toHaveLength(1);
  await world.clock.pass(1_000);
  expect(reads(anaLink).map((signal) => 'seq' in signal && signal.seq)).toEqual([3, 12]);
  expect(await back()).toMatchObject({ read: 12 });
});

it('a stop keeps a position that came too soon', async () => {
  const { world, read, say, back } = await talk();
  for (let seq = 3; seq < 13; seq++) await say(`m${seq}`);
  for (let seq = 3; seq < 13; seq++) await read(seq);
  await world.rooms.close();
  world.restart();
  expect(await back()).toMatchObject({ read: 12 });
});
