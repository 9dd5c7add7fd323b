import { expect, it } from 'vitest';
import { EngineBusy, EngineFailure } from '../engine/engine.js';
import { post } from './posting.js';
import { rename } from './seats.js';
import { World } from './testing.js';

const SLOW = { sends: { burst: 2, refill: 2, per: 1_000 } };

async function withAna(world = new World()) {
  const { code } = await world.room();
  const link = world.link();
  const ana = await world.join(code, link, { name: 'Ana' });
  const send = (key: string, replyTo?: number) =>
    world.use(code, (room) => post(room, ana.self.id, { key, text: `text ${key}`, replyTo }));
  return { world, code, link, ana, send };
}

it('[W6] a message is heard by everyone who listens, and acked with its seq', async () => {
  const { world, code, link, send } = await withAna();
  const bo = world.link();
  await world.join(code, bo, { name: 'Bo' });
  expect(await send('k')).toMatchObject({ seq: 3 });
  const event = { seq: 3, kind: 'message', key: 'k', text: 'text k', by: { name: 'Ana' } };
  expect(link.events.at(-1)).toMatchObject(event);
  expect(bo.events.at(-1)).toMatchObject(event);
});

it('[W7] a repeated key is answered with the first seq and heard once', async () => {
  const { link, send } = await withAna();
  expect(await Promise.all([send('k'), send('k')])).toMatchObject([
    { seq: 2 },
    { seq: 2, duplicate: true },
  ]);
  expect(link.events).toHaveLength(1);
});

it('[W7] a duplicate costs no send and is answered when nothing may be sent', async () => {
  const { world, send } = await withAna(new World(SLOW));
  await send('a');
  for (let i = 0; i < 5; i++) expect(await send('a')).toMatchObject({ duplicate: true });
  await send('b');
  await expect(send('c')).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 500 });
  expect(await send('b')).toMatchObject({ seq: 3, duplicate: true });
  await world.clock.pass(500);
  expect(await send('c')).toMatchObject({ seq: 4 });
});

it('a reply names a message, else not_found', async () => {
  const { send } = await withAna();
  await send('a');
  expect(await send('b', 2)).toMatchObject({ seq: 3 });
  for (const target of [1, 99]) {
    await expect(send(`to ${target}`, target)).rejects.toMatchObject({ code: 'not_found' });
  }
});

it('[W5] what a seat sends after a reply does not overtake it', async () => {
  const { link, send } = await withAna(new World({}, { pageSize: 1 }));
  for (const key of 'abcd') await send(key);
  await Promise.all([send('reply', 2), send('x'), send('y')]);
  expect(link.events.slice(-3)).toMatchObject([{ key: 'reply' }, { key: 'x' }, { key: 'y' }]);
});

it('a seat that is on its way out sends nothing more', async () => {
  const { world, code, ana, link } = await withAna();
  await world.joinAs(code, 'Bo');
  await world.use(code, async (room) => {
    const leaving = room.endSeat(ana.self.id, 'left', link);
    const sending = post(room, ana.self.id, { key: 'k', text: 'too late' });
    await expect(sending).rejects.toMatchObject({ code: 'unauthorized' });
    await leaving;
    expect(room.state.head).toBe(3);
  });
});

it('a rename is an event under the old name; the same name again makes none', async () => {
  const { world, code, ana, link } = await withAna();
  const results = await world.use(code, (room) =>
    Promise.all([rename(room, ana.self.id, 'Bea'), rename(room, ana.self.id, 'Bea')]),
  );
  expect(results).toMatchObject([{ seq: 2 }, { seq: 2, duplicate: true }]);
  expect(link.events).toMatchObject([{ kind: 'renamed', name: 'Bea', by: { name: 'Ana' } }]);
});

it('a message after a rename says the new name, and keeps its place', async () => {
  const { world, code, ana, link } = await withAna();
  await world.use(code, (room) =>
    Promise.all([
      rename(room, ana.self.id, 'Bea'),
      post(room, ana.self.id, { key: 'a', text: 'a' }),
      post(room, ana.self.id, { key: 'b', text: 'b' }),
    ]),
  );
  expect(link.events).toMatchObject([
    { kind: 'renamed' },
    { key: 'a', by: { name: 'Bea' } },
    { key: 'b', by: { name: 'Bea' } },
  ]);
});

it('sends that make nothing are limited too: each asks the disk', async () => {
  const world = new World({ commands: { burst: 3, refill: 1, per: 1_000 } });
  const { send } = await withAna(world);
  await send('k');
  for (let i = 0; i < 3; i++) expect(await send('k')).toMatchObject({ duplicate: true });
  await expect(send('k')).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 1_000 });
  await world.clock.pass(1_000);
  expect(await send('k')).toMatchObject({ duplicate: true });
});

it.each([
  ['too busy', new EngineBusy('Too much.', 1_000)],
  ['out', new EngineFailure('The disk is full.')],
])('a send costs nothing when the engine is %s', async (_what, error) => {
  const world = new World({ ...SLOW, commands: { burst: 3, refill: 1, per: 1_000 } });
  const { code, send } = await withAna(world);
  await send('a');
  await world.use(code, async ({ log }) => {
    const { append, findKey } = log;
    const fail = () => Promise.reject(error);
    log.append = fail;
    for (let i = 0; i < 5; i++) await expect(send(`b${i}`)).rejects.toBe(error);
    // Nor does one that could not be looked up after it was refused.
    log.append = append.bind(log);
    await send('b');
    log.findKey = fail;
    for (let i = 0; i < 5; i++) await expect(send('c')).rejects.toBe(error);
    log.findKey = findKey.bind(log);
  });
  for (let i = 0; i < 3; i++) expect(await send('a')).toMatchObject({ duplicate: true });
  await expect(send('a')).rejects.toMatchObject({ code: 'rate_limited' });
});
