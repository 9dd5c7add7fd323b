import { expect, it } from 'vitest';
import { EngineBusy } from '../engine/engine.js';
import { rename } from './seats.js';
import { settled, World } from './testing.js';

const MINUTE = 60_000;

async function leave(world: World, code: string, link: ReturnType<World['link']>) {
  await world.use(code, async (room) => room.detach(link));
}

it('[W9] a seat outlives its connections for a grace, then leaves', async () => {
  const world = new World();
  const { code } = await world.room();
  const [ana, bo] = [world.link(), world.link()];
  await world.join(code, ana, { name: 'Ana' });
  const { seat } = await world.join(code, bo, { name: 'Bo' });
  await leave(world, code, bo);
  await world.clock.pass(2 * MINUTE - 1);
  expect(ana.events).toMatchObject([{ kind: 'joined' }]);
  await world.join(code, bo, { seat });
  await leave(world, code, bo);
  await world.clock.pass(2 * MINUTE - 1);
  expect(ana.events).toHaveLength(1);
  await world.clock.pass(1);
  expect(ana.events).toMatchObject([{ kind: 'joined' }, { kind: 'left', by: { name: 'Bo' } }]);
  await expect(world.join(code, bo, { seat })).rejects.toMatchObject({ code: 'unauthorized' });
});

it('[W9] several connections on one seat are one member, here while one of them is', async () => {
  const world = new World();
  const { code } = await world.room();
  const [ana, tab, other] = [world.link(), world.link(), world.link()];
  await world.join(code, ana, { name: 'Ana' });
  const { seat, self } = await world.join(code, tab, { name: 'Bo' });
  await world.join(code, other, { seat });
  await leave(world, code, tab);
  expect(ana.signals).toEqual([
    { kind: 'presence', online: 2, members: [{ id: self.id, online: true }] },
  ]);
  await leave(world, code, other);
  expect(ana.signals.at(-1)).toEqual({
    kind: 'presence',
    online: 1,
    members: [{ id: self.id, online: false }],
  });
});

it('[W9] a restart gives every seat one whole grace', async () => {
  const world = new World();
  const { code } = await world.room();
  const link = world.link();
  const { seat } = await world.join(code, link, { name: 'Ana' });
  await world.clock.pass(60 * MINUTE);
  world.restart();
  await world.clock.pass(2 * MINUTE - 6_000);
  expect((await world.join(code, world.link(), { seat })).self.name).toBe('Ana');
});

it('[W9] [W10] after a restart nobody comes back from, seat and room end without being asked for', async () => {
  const world = new World();
  const { code } = await world.room();
  await world.join(code, world.link(), { name: 'Ana' });
  await world.clock.pass(60 * MINUTE);
  world.restart();
  await world.clock.pass(2 * MINUTE + 10_000);
  expect(await world.rooms.use(code, async ({ state }) => state.seats.size)).toBe(0);
  await world.clock.pass(5 * MINUTE + 10_000);
  expect(await world.engine.openRoom(code)).toBeUndefined();
});

it('[W9] rooms whose time came while the service was down are looked after and not kept open', async () => {
  const world = new World();
  const { code } = await world.room();
  const { seat } = await world.joinAs(code, 'Ana');
  const due = () => world.engine.dueRooms(world.clock.now(), 10);
  world.clock.clear();
  await world.clock.pass(60 * MINUTE);
  world.restart();
  expect(await due()).toEqual([code]);
  await world.clock.pass(6_000);
  while ((await due()).length > 0) await settled();
  await settled();
  expect(world.rooms.size).toBe(0);
  expect((await world.join(code, world.link(), { seat })).self.name).toBe('Ana');
});

it('[W10] a room that nobody joined lives as long as its grace', async () => {
  const world = new World();
  const { code } = await world.room();
  await world.clock.pass(5 * MINUTE - 1);
  expect(await world.engine.openRoom(code)).toBeDefined();
  await world.clock.pass(10_000);
  expect(await world.engine.openRoom(code)).toBeUndefined();
});

it('[W10] a room lives while it has seats and a grace after, counted anew each time', async () => {
  const world = new World();
  const { code } = await world.room();
  const ana = await world.joinAs(code, 'Ana');
  await world.clock.pass(60 * MINUTE);
  await world.use(code, (room) => room.endSeat(ana.self.id, 'left'));
  await world.clock.pass(4 * MINUTE);
  const bo = await world.joinAs(code, 'Bo');
  await world.clock.pass(60 * MINUTE);
  await world.use(code, (room) => room.endSeat(bo.self.id, 'left'));
  await world.clock.pass(5 * MINUTE - 1);
  expect(await world.rooms.use(code, async () => true)).toBe(true);
  await world.clock.pass(10_000);
  expect(await world.rooms.use(code, async () => true)).toBeUndefined();
});

it('[W10] for ever means for ever', async () => {
  const world = new World({ roomGrace: Number.POSITIVE_INFINITY });
  const { code } = await world.room();
  await world.clock.pass(10_000 * MINUTE);
  expect(await world.rooms.use(code, async () => true)).toBe(true);
});

it('[W9] each use over HTTP counts as being there', async () => {
  const world = new World();
  const { code } = await world.room();
  await world.joinAs(code, 'Ana');
  const bot = world.link();
  const { self } = await world.join(code, bot, { name: 'Bot' });
  await leave(world, code, bot);
  for (let i = 0; i < 5; i++) {
    await world.clock.pass(MINUTE);
    await world.use(code, async (room) => room.lifetime.touch(self.id));
  }
  await world.use(code, async ({ state }) => expect(state.seats.has(self.id)).toBe(true));
});

it('a room nobody uses is put away, and knows everything when it comes back', async () => {
  const world = new World();
  const { code } = await world.room();
  const link = world.link();
  const { seat } = await world.join(code, link, { name: 'Ana' });
  await world.clock.pass(MINUTE);
  await leave(world, code, link);
  await world.clock.pass(31_000);
  expect(world.rooms.size).toBe(0);
  await world.clock.pass(80_000);
  expect((await world.join(code, world.link(), { seat })).seq).toBe(1);
});

it('[W9] [W10] a stop with people still there does not make their room immortal', async () => {
  const world = new World();
  const { code } = await world.room();
  await world.joinAs(code, 'Ana');
  await world.rooms.close();
  world.restart();
  await world.clock.pass(7 * MINUTE + 20_000);
  expect(await world.engine.openRoom(code)).toBeUndefined();
});

it('[W6] [W9] saving beside a rename or a leave undoes neither', async () => {
  const world = new World();
  const { code } = await world.room();
  const ana = await world.joinAs(code, 'Ana');
  const bo = await world.joinAs(code, 'Bo');
  await world.clock.pass(1_000);
  await world.use(code, async (room) => {
    // So that there is a last use to save.
    for (const { self } of [ana, bo]) room.lifetime.touch(self.id);
    const under = [rename(room, ana.self.id, 'Bea'), room.endSeat(bo.self.id, 'left')];
    await Promise.all([...under, room.lifetime.save()]);
  });
  world.restart();
  await world.use(code, async ({ state }) => {
    expect([...state.seats.values()].map(({ name }) => name)).toEqual(['Bea']);
  });
});

it('[W9] after a crash a seat is looked at in time also in a room that is kept for ever', async () => {
  const world = new World({ roomGrace: Number.POSITIVE_INFINITY });
  const { code } = await world.room();
  await world.joinAs(code, 'Ana');
  world.restart();
  await world.clock.pass(2 * MINUTE + 10_000);
  const opened = await world.engine.openRoom(code);
  expect(opened?.snapshot.seats).toEqual([]);
});

it('a seat that can not be given up just now is tried again after a while, not at once', async () => {
  const world = new World();
  const { code } = await world.room();
  const link = world.link();
  await world.join(code, link, { name: 'Ana' });
  let tries = 0;
  await world.use(code, async (room) => {
    const { log } = room;
    const append = log.append.bind(log);
    log.append = async (change) => {
      if (change.ended) tries += 1;
      if (change.ended && tries < 100) throw new EngineBusy('Too much.', 1_000);
      return append(change);
    };
    room.detach(link);
    await world.clock.pass(2 * MINUTE + 3_500);
  });
  expect(tries).toBeGreaterThan(1);
  expect(tries).toBeLessThan(10);
});
