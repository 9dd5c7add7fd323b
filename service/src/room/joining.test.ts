import { expect, it } from 'vitest';
import { historyPage } from './history.js';
import { join } from './joining.js';
import { post } from './posting.js';
import { settled, World } from './testing.js';

const KEY = 'a-secret-join-key-1';

it('[W5] no push comes before the ok, and the first event after it is its seq + 1', async () => {
  const world = new World();
  const { code } = await world.room();
  const ana = await world.joinAs(code, 'Ana');
  const bo = world.link();
  const sending = world.use(code, (room) =>
    Promise.all(['a', 'b', 'c'].map((key) => post(room, ana.self.id, { key, text: key }))),
  );
  const joined = await world.join(code, bo, { name: 'Bo' });
  await sending;
  await world.use(code, (room) => post(room, ana.self.id, { key: 'd', text: 'd' }));
  expect(joined.events.at(-1)?.seq).toBe(joined.seq);
  expect(bo.events.map(({ seq }) => seq)).toEqual(
    Array.from({ length: 6 - joined.seq }, (_, i) => joined.seq + 1 + i),
  );
});

it('[W9] the same key at the same time makes one seat and one joined', async () => {
  const world = new World();
  const { code } = await world.room();
  const joins = await Promise.all(
    [1, 2, 3].map(() => world.join(code, world.link(), { name: 'Ana', key: KEY })),
  );
  expect(new Set(joins.map(({ seat }) => seat)).size).toBe(1);
  expect(new Set(joins.map(({ self }) => self.id)).size).toBe(1);
  const { events } = await world.joinAs(code, 'Bo');
  expect(events.map(({ kind }) => kind)).toEqual(['joined', 'joined']);
});

it('a key is free again when its seat has ended, and brings another token', async () => {
  const world = new World();
  const { code } = await world.room();
  await world.joinAs(code, 'Host');
  const before = await world.joinAs(code, 'Ana', { key: KEY });
  await world.use(code, (room) => room.endSeat(before.self.id, 'left'));
  const after = await world.joinAs(code, 'Ana', { key: KEY });
  expect(after.self.id).not.toBe(before.self.id);
  expect(after.seat).not.toBe(before.seat);
});

it('[W8] recovers exactly the events after since', async () => {
  const world = new World();
  const { code } = await world.room();
  const ana = await world.joinAs(code, 'Ana');
  await world.use(code, async (room) => {
    for (const key of 'abcde') await post(room, ana.self.id, { key, text: key });
  });
  const since = { epoch: ana.epoch, seq: 3 };
  const again = await world.join(code, world.link(), { seat: ana.seat, since });
  expect(again.recovered).toBe(true);
  expect(again.events.map(({ seq }) => seq)).toEqual([4, 5, 6]);
  const here = await world.join(code, world.link(), {
    seat: ana.seat,
    since: { epoch: ana.epoch, seq: 6 },
  });
  expect([here.recovered, here.events]).toEqual([true, []]);
});

it.each([
  ['another epoch', (epoch: string) => ({ epoch: `not ${epoch}`, seq: 3 })],
  ['a seq ahead of the head', (epoch: string) => ({ epoch, seq: 99 })],
  ['events no longer kept', (epoch: string) => ({ epoch, seq: 1 })],
])('[W8] starts anew with the newest tail: %s', async (_, since) => {
  const world = new World({}, { logLength: 4 });
  const { code } = await world.room();
  const ana = await world.joinAs(code, 'Ana');
  await world.use(code, async (room) => {
    for (const key of 'abcdef') await post(room, ana.self.id, { key, text: key });
  });
  const again = await world.join(code, world.link(), {
    seat: ana.seat,
    since: since(ana.epoch),
    tail: 2,
  });
  expect(again.recovered).toBe(false);
  expect(again.first).toBe(4);
  expect(again.events.map(({ seq }) => seq)).toEqual([6, 7]);
});

it('[W8] a recovery longer than a page ends at the page', async () => {
  const world = new World({}, { pageSize: 10 });
  const { code } = await world.room();
  const ana = await world.joinAs(code, 'Ana');
  await world.use(code, async (room) => {
    for (let i = 0; i < 60; i++) await post(room, ana.self.id, { key: `${i}`, text: 'x' });
  });
  const since = { epoch: ana.epoch, seq: 1 };
  const again = await world.join(code, world.link(), { seat: ana.seat, since });
  expect(again.events.map(({ seq }) => seq)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(again).toMatchObject({ recovered: true, seq: 61 });
});

it('[W8] authorises afresh: an ended seat gets nothing', async () => {
  const world = new World();
  const { code } = await world.room();
  await world.joinAs(code, 'Host');
  const ana = await world.joinAs(code, 'Ana');
  await world.use(code, (room) => room.endSeat(ana.self.id, 'kicked'));
  const since = { epoch: ana.epoch, seq: ana.seq };
  await expect(world.join(code, world.link(), { seat: ana.seat, since })).rejects.toMatchObject({
    code: 'unauthorized',
  });
  expect(world.visitor.wrongs).toBe(1);
});

it('a seat and the host token together promote once', async () => {
  const world = new World();
  const { code, hostToken } = await world.room();
  const ana = await world.joinAs(code, 'Ana');
  const host = await world.join(code, world.link(), { seat: ana.seat, hostToken });
  expect(host.self).toMatchObject({ id: ana.self.id, host: true });
  await world.join(code, world.link(), { seat: ana.seat, hostToken });
  const { events } = await world.joinAs(code, 'Bo');
  expect(events).toMatchObject([
    { kind: 'joined' },
    { kind: 'moderated', action: 'promote', member: ana.self.id },
    { kind: 'joined' },
  ]);
});

it('moves over to another seat on the same connection, and both seats live', async () => {
  const world = new World();
  const { code } = await world.room();
  const ana = await world.joinAs(code, 'Ana');
  const bo = await world.joinAs(code, 'Bo');
  const link = world.link();
  await world.join(code, link, { seat: ana.seat });
  await world.join(code, link, { seat: bo.seat });
  await world.use(code, async (room) => {
    room.detach(link);
    expect([...room.state.seats.keys()].sort()).toEqual([ana.self.id, bo.self.id].sort());
  });
});

it('a connection that closed while it joined holds nothing', async () => {
  const world = new World();
  const { code } = await world.room();
  await world.joinAs(code, 'Bo');
  const link = world.link();
  link.open = false;
  await expect(world.join(code, link, { name: 'Ana' })).rejects.toThrow('no reply');
  await settled();
  await world.use(code, async (room) => expect(room.state.online.size).toBe(1));
});

it('needs a password from everyone but the host and live seats', async () => {
  const world = new World();
  const { code, hostToken } = await world.room('open sesame');
  const denied = { code: 'password_required' };
  await expect(world.joinAs(code, 'Ana')).rejects.toMatchObject(denied);
  expect(world.visitor.wrongs).toBe(0);
  await expect(world.joinAs(code, 'Ana', { password: 'x' })).rejects.toMatchObject(denied);
  expect(world.visitor.wrongs).toBe(1);
  const ana = await world.joinAs(code, 'Ana', { password: 'open sesame', key: KEY });
  await world.joinAs(code, 'Host', { hostToken });
  await world.join(code, world.link(), { seat: ana.seat });
  await world.join(code, world.link(), { key: KEY });
});

it('is full at its limit, seats in the making included', async () => {
  const world = new World({}, { membersPerRoom: 2 });
  const { code } = await world.room();
  const joins = await Promise.allSettled(['a', 'b', 'c'].map((name) => world.joinAs(code, name)));
  expect(joins.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(joins[2]).toMatchObject({ reason: { code: 'room_full' } });
});

it('asks a new seat for a name', async () => {
  const world = new World();
  const { code } = await world.room();
  await expect(world.join(code, world.link(), {})).rejects.toMatchObject({ code: 'bad_request' });
});

it('[W8] history gives only what the log still keeps', async () => {
  const world = new World({}, { logLength: 4 });
  const { code } = await world.room();
  const ana = await world.joinAs(code, 'Ana');
  const page = await world.use(code, async (room) => {
    for (const key of 'abcdef') await post(room, ana.self.id, { key, text: key });
    return JSON.parse(await historyPage(room, { after: 0, limit: 2 }));
  });
  expect(page).toMatchObject({ first: 4, seq: 7, events: [{ seq: 4 }, { seq: 5 }] });
});

it('[W11] a page of long messages ends before it would cut a slow reader off', async () => {
  const world = new World({}, { pageSize: 200 });
  const { code } = await world.room();
  const ana = await world.joinAs(code, 'Ana');
  const text = 'x'.repeat(4_000);
  await world.use(code, async (room) => {
    for (let i = 0; i < 100; i++) await post(room, ana.self.id, { key: `${i}`, text });
  });
  const since = { epoch: ana.epoch, seq: 1 };
  const recovered = await world.join(code, world.link(), { seat: ana.seat, since });
  expect(recovered.events[0]?.seq).toBe(2);
  expect(JSON.stringify(recovered.events).length).toBeLessThan(300_000);
  const fresh = await world.join(code, world.link(), { seat: ana.seat, tail: 200 });
  expect(fresh.events.at(-1)?.seq).toBe(101);
  expect(JSON.stringify(fresh.events).length).toBeLessThan(300_000);
  const last = recovered.events.at(-1)?.seq ?? 0;
  const next = await world.use(code, async (room) =>
    JSON.parse(await historyPage(room, { after: last, limit: 200 })),
  );
  expect(next.events[0].seq).toBe(last + 1);
});

it('whoever comes to a room after it was erased is refused, and listens to nothing', async () => {
  const world = new World();
  const { code } = await world.room();
  const { seat } = await world.joinAs(code, 'Ana');
  const link = world.link();
  await world.use(code, async (room) => {
    await room.erase();
    const late = join(room, link, { seat }, world.visitor, () => {});
    await expect(late).rejects.toMatchObject({ code: 'not_found' });
  });
  expect(link.rooms.size).toBe(0);
});

it('a recovery ends when the room is erased, or lacks events, while it reads', async () => {
  const world = new World();
  const { code } = await world.room();
  const { seat, epoch } = await world.joinAs(code, 'Ana');
  for (const end of ['unavailable', 'not_found']) {
    world.restart();
    await world.use(code, async (room) => {
      let reads = 0;
      room.log.readAfter = async () => {
        reads += 1;
        if (end === 'not_found') await room.erase();
        if (reads > 3) throw new Error('read again and again');
        return [];
      };
      const request = { seat, since: { epoch, seq: 0 } };
      const joining = join(room, world.link(), request, world.visitor, () => {});
      await expect(joining).rejects.toMatchObject({ code: end });
    });
  }
});

it('nothing is read for a connection that is gone before its turn', async () => {
  const world = new World();
  const { code } = await world.room();
  const { seat } = await world.joinAs(code, 'Ana');
  world.restart();
  await world.use(code, async (room) => {
    room.log.readAfter = () => Promise.reject(new Error('read'));
    const link = Object.assign(world.link(), { open: false });
    await join(room, link, { seat }, world.visitor, () => {});
  });
});
