import { describe, expect, it } from 'vitest';
import { EngineBusy } from '../engine/engine.js';
import { World } from './testing.js';

describe('abandoned by a failed engine', () => {
  it('rooms are opened anew, and nobody is told a thing', async () => {
    const world = new World();
    const { code } = await world.room();
    const link = world.link();
    const { seat } = await world.join(code, link, { name: 'Ana' });
    const before = await world.use(code, async (room) => room);
    world.rooms.abandon();
    expect(world.rooms.size).toBe(0);
    expect(link.closedWith).toEqual([]);
    const again = await world.join(code, world.link(), { seat });
    expect(again).toMatchObject({ seat, self: { name: 'Ana' } });
    expect(await world.use(code, async (room) => room)).not.toBe(before);
  });

  it('a room that was open before saves nothing more, and is in nobody’s way', async () => {
    const world = new World();
    const { code } = await world.room();
    const link = world.link();
    await world.join(code, link, { name: 'Ana' });
    const before = await world.use(code, async (room) => room);
    world.rooms.abandon();
    await world.joinAs(code, 'Bo');
    before.detach(link);
    await world.clock.pass(60_000);
    expect(world.rooms.size).toBe(1);
    await world.use(code, async (room) => expect(room.state.online.size).toBe(1));
  });

  it('whoever was waiting for a room gets the one that is opened after', async () => {
    const world = new World();
    const { code } = await world.room();
    world.rooms.abandon();
    const waiting = world.use(code, async (room) => room);
    world.rooms.abandon();
    const room = await waiting;
    expect(room.gone).toBe(false);
    expect(world.rooms.size).toBe(1);
  });

  it('[W9] seats get a whole grace from when rooms can be had again', async () => {
    const world = new World();
    const { code } = await world.room();
    const { seat } = await world.join(code, world.link(), { name: 'Ana' });
    // Here all the time, so that nobody noted when the seat was last used.
    await world.clock.pass(600_000);
    world.rooms.abandon();
    await world.clock.pass(119_000);
    expect(await world.join(code, world.link(), { seat })).toMatchObject({ seat });
  });
});

it('[W9] a last use is kept also when the engine is too busy for it at first', async () => {
  const world = new World();
  const { code } = await world.room();
  const link = world.link();
  const { seat } = await world.join(code, link, { name: 'Ana' });
  // Halfway between two looks at the room, which keep its last use too.
  await world.clock.pass(540_000);
  let busy = true;
  await world.use(code, async (room) => {
    const { log } = room;
    const append = log.append.bind(log);
    log.append = async (change) => {
      if (busy) throw new EngineBusy('Too much.', 1_000);
      return append(change);
    };
    room.detach(link);
  });
  await world.clock.pass(35_000);
  busy = false;
  await world.clock.pass(60_000);
  expect(await world.join(code, world.link(), { seat })).toMatchObject({ seat });
});

it('[W10] a room that can not be opened keeps no other from being looked after', async () => {
  const world = new World();
  const { code: damaged } = await world.room();
  const { code } = await world.room();
  world.restart();
  const { engine } = world;
  const openRoom = engine.openRoom.bind(engine);
  engine.openRoom = async (wanted) => {
    if (wanted === damaged) throw new Error('damaged');
    return openRoom(wanted);
  };
  await world.clock.pass(700_000);
  expect(await openRoom(code)).toBeUndefined();
  expect(await engine.dueRooms(world.clock.now(), 9)).toEqual([damaged]);
});
