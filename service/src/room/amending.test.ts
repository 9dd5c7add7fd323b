import { describe, expect, it } from 'vitest';
import { EngineBusy } from '../engine/engine.js';
import { edit, react, remove } from './amending.js';
import { historyPage } from './history.js';
import { post } from './posting.js';
import { rename } from './seats.js';
import { World } from './testing.js';

/** Ana (seq 1) has said "text" (seq 3); Bo (2) is there, and somebody who may do anything. */
async function conversation(world = new World()) {
  const { code, hostToken } = await world.room();
  const link = world.link();
  const { self: ana } = await world.join(code, link, { name: 'Ana' });
  const { self: bo } = await world.joinAs(code, 'Bo');
  const at = <T>(work: (room: Parameters<Parameters<typeof world.use>[1]>[0]) => Promise<T>) =>
    world.use(code, work);
  const send = (text: string) => at((room) => post(room, ana.id, { key: `key ${text}`, text }));
  await send('text');
  return {
    world,
    code,
    hostToken,
    link,
    ana: ana.id,
    bo: bo.id,
    at,
    send,
    edit: (seat: string, target: number, text: string) =>
      at((room) => edit(room, seat, { target, text })),
    remove: (seat: string, target: number) => at((room) => remove(room, seat, target)),
    react: (seat: string, target: number, emoji: string, on: boolean) =>
      at((room) => react(room, seat, { target, emoji, on })),
    events: async () =>
      JSON.parse(await at((room) => historyPage(room, { limit: 200 }))).events as object[],
  };
}

const NOT_FOUND = { code: 'not_found' };

it('[W6] an edit is an event of its author, heard by all', async () => {
  const { ana, link, ...room } = await conversation();
  expect(await room.edit(ana, 3, 'better')).toMatchObject({ seq: 4 });
  const event = { seq: 4, kind: 'edit', target: 3, text: 'better', by: { id: ana } };
  expect(link.events.at(-1)).toMatchObject(event);
});

it('[W7] what is already so makes no event and names the one that made it so', async () => {
  const { ana, bo, link, ...room } = await conversation();
  const so = (seq: number) => ({ seq, duplicate: true });
  expect(await room.edit(ana, 3, 'text')).toMatchObject(so(3));
  await room.edit(ana, 3, 'better');
  expect(await room.react(bo, 3, '👍', false)).toMatchObject(so(4));
  await room.react(bo, 3, '👍', true);
  await room.react(ana, 3, '👍', true);
  expect(await room.edit(ana, 3, 'better')).toMatchObject(so(4));
  expect(await room.react(bo, 3, '👍', true)).toMatchObject(so(5));
  await room.react(bo, 3, '👍', false);
  expect(await room.react(bo, 3, '👍', false)).toMatchObject(so(7));
  await room.remove(ana, 3);
  expect(await room.remove(ana, 3)).toMatchObject(so(8));
  expect(link.events.at(-1)).toMatchObject({ seq: 8, kind: 'delete', target: 3 });
});

it('[W7] asked for many times at once it is done once', async () => {
  const { ana, bo, ...room } = await conversation(new World({}, { pageSize: 1 }));
  await room.send('later');
  await room.send('later still');
  const wishes = await Promise.all([
    ...Array.from({ length: 3 }, () => room.react(bo, 3, '🎉', true)),
    ...Array.from({ length: 3 }, () => room.edit(ana, 3, 'better')),
    ...Array.from({ length: 3 }, () => room.remove(ana, 3)),
  ]);
  expect(wishes.map(({ seq }) => seq)).toEqual([6, 6, 6, 7, 7, 7, 8, 8, 8]);
  expect(wishes.filter(({ duplicate }) => duplicate)).toHaveLength(6);
});

it('[W7] after a restart too', async () => {
  const { world, ana, bo, ...room } = await conversation();
  await room.edit(ana, 3, 'better');
  await room.react(bo, 3, '👍', true);
  world.restart();
  expect(await room.edit(ana, 3, 'better')).toMatchObject({ seq: 4, duplicate: true });
  expect(await room.react(bo, 3, '👍', true)).toMatchObject({ seq: 5, duplicate: true });
  await room.remove(ana, 3);
  world.restart();
  expect(await room.remove(ana, 3)).toMatchObject({ seq: 6, duplicate: true });
  await expect(room.edit(ana, 3, 'back')).rejects.toMatchObject(NOT_FOUND);
});

it('a message is its author’s to edit and delete, and a host’s to delete', async () => {
  const { world, code, hostToken, ana, bo, ...room } = await conversation();
  const host = await world.joinAs(code, 'Host', { hostToken });
  const forbidden = { code: 'forbidden' };
  await expect(room.edit(bo, 3, 'mine now')).rejects.toMatchObject(forbidden);
  await expect(room.remove(bo, 3)).rejects.toMatchObject(forbidden);
  await expect(room.edit(host.self.id, 3, 'mine now')).rejects.toMatchObject(forbidden);
  expect(await room.remove(host.self.id, 3)).toMatchObject({ seq: 5 });
  await expect(room.remove(bo, 3)).rejects.toMatchObject(forbidden);
  expect(await room.remove(ana, 3)).toMatchObject({ seq: 5, duplicate: true });
});

it('what is no message, unknown, deleted or trimmed is not_found', async () => {
  const { ana, bo, ...room } = await conversation(new World({}, { logLength: 4 }));
  await room.edit(ana, 3, 'better');
  for (const target of [1, 4, 99]) {
    await expect(room.edit(ana, target, 'x')).rejects.toMatchObject(NOT_FOUND);
    await expect(room.remove(ana, target)).rejects.toMatchObject(NOT_FOUND);
    await expect(room.react(bo, target, '👍', true)).rejects.toMatchObject(NOT_FOUND);
  }
  await room.remove(ana, 3);
  await expect(room.edit(ana, 3, 'x')).rejects.toMatchObject(NOT_FOUND);
  await expect(room.react(bo, 3, '👍', true)).rejects.toMatchObject(NOT_FOUND);
  await room.send('one more');
  await room.send('and one');
  await expect(room.remove(ana, 3)).rejects.toMatchObject(NOT_FOUND);
});

it('[W15] a deleted message keeps all but its text, and so do its edits', async () => {
  const { ana, bo, ...room } = await conversation();
  await room.at((open) => post(open, bo, { key: 'r', text: 'gone soon', replyTo: 3 }));
  await room.edit(bo, 4, 'gone soon too');
  await room.react(ana, 4, '👍', true);
  await room.remove(bo, 4);
  const [, , , message, edited] = await room.events();
  const kept = { seq: 4, at: expect.any(Number), by: { id: bo, name: 'Bo' } };
  expect(message).toEqual({ ...kept, kind: 'message', key: 'r', replyTo: 3, deleted: true });
  expect(edited).toEqual({ ...kept, seq: 5, kind: 'edit', target: 4, deleted: true });
});

it('[W15] a page that was being read while a message was deleted holds no text of it', async () => {
  const { world, code, ana, ...room } = await conversation();
  await room.send('second');
  world.restart();
  await room.at(async (open) => {
    // The deletion comes between the look at the log and what is made of it.
    const deleteDuring = (target: number) => {
      const read = open.log.readAfter.bind(open.log);
      open.log.readAfter = async (...range) => {
        open.log.readAfter = read;
        const page = await read(...range);
        await remove(open, ana, target);
        return page;
      };
    };
    deleteDuring(3);
    expect(await historyPage(open, { before: 4 })).not.toContain('"text"');
    deleteDuring(4);
    const late = await world.joinAs(code, 'Late');
    expect(JSON.stringify(late.events)).not.toContain('"text"');
  });
});

it('an answer to a message and its deletion know of each other', async () => {
  const { ana, bo, ...room } = await conversation();
  const [, answer] = await Promise.allSettled([
    room.remove(ana, 3),
    room.at((open) => post(open, bo, { key: 'r', text: 'answer', replyTo: 3 })),
  ]);
  expect(answer).toMatchObject({ status: 'rejected', reason: NOT_FOUND });
});

it('an edit after a rename says the new name', async () => {
  const { ana, link, ...room } = await conversation();
  await room.at((open) =>
    Promise.all([rename(open, ana, 'Bea'), edit(open, ana, { target: 3, text: 'x' })]),
  );
  expect(link.events.slice(-2)).toMatchObject([
    { kind: 'renamed' },
    { kind: 'edit', by: { name: 'Bea' } },
  ]);
});

it('the 101st edit of a message is forbidden, and says what to do; the others stay', async () => {
  const { ana, ...room } = await conversation();
  for (let n = 1; n <= 100; n++) await room.edit(ana, 3, `text ${n}`);
  await expect(room.edit(ana, 3, 'one more')).rejects.toMatchObject({
    code: 'forbidden',
    message: 'A message can be edited 100 times, and this one was. Send another one instead.',
  });
  // What is already so is no edit.
  expect(await room.edit(ana, 3, 'text 100')).toMatchObject({ seq: 103, duplicate: true });
  expect(await room.remove(ana, 3)).toMatchObject({ seq: 104 });
});

it('as many edits as the setting says, over a restart too', async () => {
  const { world, ana, ...room } = await conversation(new World({}, { editsPerMessage: 2 }));
  await room.edit(ana, 3, 'a');
  world.restart();
  await room.edit(ana, 3, 'b');
  await expect(room.edit(ana, 3, 'c')).rejects.toMatchObject({ code: 'forbidden' });
});

describe('kinds of reactions', () => {
  const emoji = (n: number) => String.fromCodePoint(0x1f600 + n);

  it('the 6th of a member on a message is forbidden until one is taken away', async () => {
    const { ana, bo, ...room } = await conversation();
    for (let n = 0; n < 5; n++) await room.react(bo, 3, emoji(n), true);
    const sixth = room.react(bo, 3, emoji(5), true);
    await expect(sixth).rejects.toMatchObject({
      code: 'forbidden',
      message: 'You can react to a message with 5 emoji, and you did. Take one away first.',
    });
    expect(await room.react(bo, 3, emoji(4), true)).toMatchObject({ duplicate: true });
    await room.react(ana, 3, emoji(5), true);
    await room.react(bo, 3, emoji(0), false);
    expect(await room.react(bo, 3, emoji(5), true)).toMatchObject({ seq: 11 });
  });

  it('the 21st on a message is forbidden, and any of those that are there goes on', async () => {
    const { world, code, bo, ...room } = await conversation();
    for (let n = 0; n < 20; n += 5) {
      const { self } = await world.joinAs(code, `Member ${n}`);
      for (let i = n; i < n + 5; i++) await room.react(self.id, 3, emoji(i), true);
    }
    world.restart();
    const next = room.react(bo, 3, emoji(20), true);
    await expect(next).rejects.toMatchObject({
      code: 'forbidden',
      message: 'A message can have 20 kinds of reactions, and this one has. Choose one of those.',
    });
    expect(await room.react(bo, 3, emoji(19), true)).not.toHaveProperty('duplicate');
    expect(await room.react(bo, 3, emoji(7), true)).not.toHaveProperty('duplicate');
  });

  it('a kind that nobody has on any more makes room for another', async () => {
    const { ana, bo, ...room } = await conversation(new World({}, { reactionsPerMessage: 1 }));
    await room.react(ana, 3, emoji(0), true);
    await room.react(bo, 3, emoji(0), true);
    await room.react(ana, 3, emoji(0), false);
    await expect(room.react(ana, 3, emoji(1), true)).rejects.toMatchObject({ code: 'forbidden' });
    await room.react(bo, 3, emoji(0), false);
    expect(await room.react(ana, 3, emoji(1), true)).not.toHaveProperty('duplicate');
  });
});

describe('the same reaction on and off', () => {
  const toggles = { burst: 4, refill: 6, per: 60_000 };

  it('is rate_limited after a few times, for its member, message and emoji alone', async () => {
    const { world, ana, bo, ...room } = await conversation(new World({ toggles }));
    for (let n = 0; n < 4; n++) await room.react(bo, 3, '👍', n % 2 === 0);
    await expect(room.react(bo, 3, '👍', true)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfter: 10_000,
      message: 'Too many times on and off. Try again in 10 seconds.',
    });
    await room.react(bo, 3, '🎉', true);
    await room.react(ana, 3, '👍', true);
    await room.send('next');
    await room.react(bo, 10, '👍', true);
    await world.clock.pass(10_000);
    expect(await room.react(bo, 3, '👍', true)).toMatchObject({ seq: 12 });
  });

  it('costs nothing when no event comes of it', async () => {
    const { bo, ...room } = await conversation(new World({ toggles }));
    await room.react(bo, 3, '👍', true);
    for (let n = 0; n < 9; n++) await room.react(bo, 3, '👍', true);
    await room.at(async (open) => {
      const { append } = open.log;
      open.log.append = () => Promise.reject(new EngineBusy('busy', 1));
      for (let n = 0; n < 9; n++) {
        const failing = react(open, bo, { target: 3, emoji: '👍', on: false });
        await expect(failing).rejects.toMatchObject({ name: 'EngineBusy' });
      }
      open.log.append = append;
    });
    for (let n = 0; n < 3; n++) await room.react(bo, 3, '👍', n % 2 === 1);
    await expect(room.react(bo, 3, '👍', true)).rejects.toMatchObject({ code: 'rate_limited' });
  });
});
