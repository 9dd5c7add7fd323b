import { exportSchema } from '@roomlet/sdk/protocol';
import { expect, it } from 'vitest';
import { edit, react, remove } from './amending.js';
import { type Export, exportJson, exportText } from './exporting.js';
import { historyPage } from './history.js';
import { post } from './posting.js';
import type { Room } from './room.js';
import { World } from './testing.js';

async function whole(pieces: Export): Promise<string> {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
}

/** A room where Ana talks; `at` works in it. */
async function talk(world = new World()) {
  const { code } = await world.room();
  const { self } = await world.joinAs(code, 'Ana');
  const at = <T>(work: (room: Room) => Promise<T>) => world.use(code, work);
  let keys = 0;
  const say = (text: string, replyTo?: number) =>
    at((room) => post(room, self.id, { key: `k${keys++}`, text, replyTo }));
  return { world, code, ana: self, at, say };
}

it('json is the log as history gives it, with the room and its members', async () => {
  const { world, code, ana, at, say } = await talk(new World({}, { pageSize: 3 }));
  const { self: bo } = await world.joinAs(code, 'Bo');
  for (let i = 0; i < 10; i++) await say(`m${i}`);
  await at((room) => remove(room, ana.id, 5));
  world.restart();
  const { events } = JSON.parse(await at((room) => historyPage(room, { limit: 200 })));
  const exported = exportSchema.parse(JSON.parse(await at((room) => whole(exportJson(room)))));
  expect(exported).toEqual({
    facts: await at(async ({ facts }) => facts),
    epoch: await at(async ({ state }) => state.epoch),
    exportedAt: world.clock.now(),
    members: [ana, bo],
    events,
  });
  expect(events).toHaveLength(13);
});

it('json of a crowd has all of it', async () => {
  const { world, code, at } = await talk();
  for (let i = 0; i < 1_001; i++) await world.joinAs(code, `n${i}`);
  const { members } = JSON.parse(await at((room) => whole(exportJson(room))));
  expect(members).toHaveLength(1_002);
});

it('what happens meanwhile is not in it', async () => {
  const { at, say } = await talk(new World({}, { pageSize: 2 }));
  for (let i = 0; i < 4; i++) await say(`m${i}`);
  await at(async (room) => {
    const pieces = exportJson(room);
    let all = '';
    for await (const piece of pieces) {
      all += piece;
      if (all.includes('"seq":2')) await say('meanwhile');
    }
    const { events } = JSON.parse(all) as { events: { seq: number }[] };
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });
});

it('a log that moves on faster than it is read is no export, rather than one with a hole', async () => {
  const { at, say } = await talk(new World({}, { pageSize: 2, logLength: 6 }));
  for (let i = 0; i < 6; i++) await say(`m${i}`);
  await at(async (room) => {
    const reading = (async () => {
      for await (const piece of exportJson(room)) {
        if (piece.includes('"seq":2')) for (let i = 0; i < 10; i++) await say(`more ${i}`);
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'unavailable' });
  });
});

it('txt is the messages as they stand', async () => {
  const { world, code, ana, at, say } = await talk(new World({}, { pageSize: 2 }));
  const { self: bo } = await world.joinAs(code, 'Bo');
  await say('Hello');
  await say('first line\r\n[2026-01-01T00:00:00.000Z] Bo: forged', 3);
  await say('gone');
  await say('wrong');
  await world.clock.pass(60_000);
  await at((room) => edit(room, ana.id, { target: 6, text: 'wronger' }));
  await at((room) => edit(room, ana.id, { target: 6, text: 'right' }));
  await at((room) => remove(room, ana.id, 5));
  await at((room) => react(room, bo.id, { target: 3, emoji: '👍', on: true }));
  await at((room) => react(room, ana.id, { target: 3, emoji: '👍', on: true }));
  await at((room) => react(room, ana.id, { target: 3, emoji: '🎉', on: true }));
  world.restart();
  expect(
    await at((room) => whole(exportText(room))),
  ).toBe(`${code}, exported 1970-01-01T00:17:40.000Z

[1970-01-01T00:16:40.000Z] Ana: Hello
    👍 2  🎉 1
[1970-01-01T00:16:40.000Z] Ana (answering Ana, 1970-01-01T00:16:40.000Z): first line
    [2026-01-01T00:00:00.000Z] Bo: forged
[1970-01-01T00:16:40.000Z] Ana (deleted)
[1970-01-01T00:16:40.000Z] Ana (edited 1970-01-01T00:17:40.000Z): right
`);
});

it('the room stays open while it is exported, and no longer', async () => {
  const world = new World();
  const { code } = await world.room();
  const link = world.link();
  await world.join(code, link, { name: 'Ana' });
  const pieces = await world.use(code, async (room) => {
    room.detach(link);
    return exportText(room);
  });
  await pieces.next();
  await world.clock.pass(60_000);
  expect(world.rooms.size).toBe(1);
  await pieces.return();
  await world.clock.pass(40_000);
  expect(world.rooms.size).toBe(0);
});

it('txt has no lines that a name or a title made', async () => {
  const { at, code, world } = await talk();
  const { self } = await world.joinAs(code, 'Bo\u2028[2026] Ana: I forged this');
  await at((room) => post(room, self.id, { key: 'k', text: 'Hi' }));
  await at((room) => room.append({ patch: { title: 'A\u2029[2026] Ana: and this' } }));
  const text = await at((room) => whole(exportText(room)));
  expect(text).not.toMatch(/[\u2028\u2029]|^\[2026\]/mu);
});

it('txt has no control characters but line feeds and tabs', async () => {
  const { at, say } = await talk();
  const controls = Array.from({ length: 0xa0 }, (_, code) => code)
    .filter((code) => code < 0x20 || code >= 0x7f)
    .map((code) => String.fromCharCode(code))
    .join('');
  await say(`\u001b[2Jx${controls}y`);
  const text = await at((room) => whole(exportText(room)));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  expect(text.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g)).toBeNull();
  expect(text).toContain('[2Jx\t\n');
  expect(text).toContain('y');
});
