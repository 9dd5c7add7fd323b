import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomletError } from './errors.js';
import { createFakeBrowser, type FakeBrowser } from './fake-browser.js';
import { settled } from './fake-clock.js';
import { type FakeRoom, refusal } from './fake-room.js';
import type { Room } from './room.js';

// Edits, deletions and reactions: shown wherever their message is, and done once.

let browser: FakeBrowser;
let there: FakeRoom;
let room: Room;

const BEN = { id: 'ben', name: 'Ben' };
const changes = () => there.log.filter((event) => 'target' in event).map(({ kind }) => kind);
const asked = (type: string) => browser.service.commands.filter((one) => one.type === type);
const code = (what: Promise<unknown>) =>
  what.then(
    () => undefined,
    (error: RoomletError) => error.code,
  );
/** Three messages of Ben's, changed: one edited twice, one deleted, one reacted to. */
function change(first: number): void {
  for (const text of ['typo', 'rude']) {
    there.commit({ by: BEN, kind: 'edit', target: first, text });
  }
  there.commit({ by: BEN, kind: 'delete', target: first + 1 });
  for (const on of [true, false, true]) {
    there.commit({ by: BEN, kind: 'reaction', target: first + 2, emoji: '🎉', on });
  }
}
const changed = [
  { text: 'rude', editedAt: expect.any(Number) },
  { deleted: true, key: expect.any(String) },
  { text: 'c', reactions: { '🎉': ['ben'] } },
];

beforeEach(async () => {
  browser = createFakeBrowser();
  there = browser.service.createRoom();
  room = await browser.join(there.code);
  for (const text of ['a', 'b', 'c']) there.say(text, BEN);
  await settled();
});

afterEach(() => {
  browser.close();
  expect(browser.clock.waiting).toBe(0);
});

describe('what became of a message shows', () => {
  afterEach(() => {
    expect(room.state.messages.slice(0, 3)).toMatchObject(changed);
    expect(room.state.messages[1]).not.toHaveProperty('text');
  });

  it('live, with the others untouched', async () => {
    there.say('untouched');
    await settled();
    const [, , , last] = room.state.messages;
    change(2);
    await settled();
    expect(room.state.messages[3]).toBe(last);
  });

  it('[W8] after an outage', async () => {
    browser.service.cut();
    change(2);
    await browser.clock.advance(1_000);
    expect(room.state.seq).toBe(there.head);
  });

  it('[W8] after an outage of several pages', async () => {
    browser.service.cut();
    for (let i = 0; i < 250; i++) there.say('more');
    change(2);
    await browser.clock.advance(1_000);
    expect(room.state.seq).toBe(there.head);
  });

  it('on older pages, though the news came before the message', async () => {
    browser.close();
    for (let i = 0; i < 60; i++) there.say('more');
    there.commit({ by: BEN, kind: 'edit', target: 2, text: 'typo' });
    for (let i = 0; i < 60; i++) there.say('more');
    room = await browser.join(there.code);
    there.commit({ by: BEN, kind: 'edit', target: 2, text: 'rude' });
    there.commit({ by: BEN, kind: 'delete', target: 3 });
    there.commit({ by: BEN, kind: 'reaction', target: 4, emoji: '🎉', on: true });
    await room.loadOlder();
    expect(room.state.hasOlder).toBe(true);
    while (await room.loadOlder(10));
  });
});

describe('a change of one’s own', () => {
  const what = {
    edit: () => room.edit(2, 'better'),
    delete: () => room.delete(2),
    react: () => room.react(2, '👍', true),
  };
  const each = Object.entries(what);

  it.each(each)('%s: resolves when it is kept', async (_name, act) => {
    expect(await act()).toMatchObject({ seq: 5 });
    expect(changes()).toHaveLength(1);
  });

  it.each(each)(
    '%s: is asked for again when its answer was lost, and done once',
    async (name, act) => {
      browser.service.script(name as 'edit', 'silence');
      const done = act();
      await settled();
      // The service did it all the same, and nobody heard.
      browser.service.isDown = true;
      browser.service.cut();
      there.change(there.seats[0]?.member ?? BEN, {
        kind: name === 'react' ? 'reaction' : (name as 'edit' | 'delete'),
        target: 2,
        ...(name === 'edit' && { text: 'better' }),
        ...(name === 'react' && { emoji: '👍', on: true }),
      });
      await browser.clock.advance(5_000);
      browser.service.isDown = false;
      await browser.clock.advance(30_000);
      expect(await done).toMatchObject({ duplicate: true });
      expect(changes()).toHaveLength(1);
    },
  );

  it.each(each)('%s: waits for the connection, in its order', async (name, act) => {
    browser.service.cut();
    await settled();
    const both = [act(), room.react(3, '👍', true)];
    await browser.clock.advance(1_000);
    await Promise.all(both);
    expect(changes()).toEqual([name === 'react' ? 'reaction' : name, 'reaction']);
  });

  it.each(each)('%s: fails for what the service says, and with the room', async (name, act) => {
    browser.service.script(name as 'edit', refusal('forbidden'), refusal('unavailable', 500));
    expect(await code(act())).toBe('forbidden');
    expect(await code(act())).toBe('unavailable');
    expect(asked(name)).toHaveLength(2);
    browser.service.cut();
    await settled();
    const waiting = code(act());
    browser.service.script('join', refusal('banned'));
    await browser.clock.advance(1_000);
    expect(await waiting).toBe('banned');
    expect(await code(act())).toBe('banned');
    expect(asked(name)).toHaveLength(2);
  });

  it('of before comes before one made at the sight of what went by meanwhile', async () => {
    browser.service.cut();
    await settled();
    const first = room.edit(2, 'typed offline');
    let second: Promise<unknown> | undefined;
    room.on('message', () => {
      second ??= room.edit(2, 'typed after');
    });
    there.say('meanwhile');
    await browser.clock.advance(1_000);
    await Promise.all([first, second]);
    expect(room.state.messages[0]).toMatchObject({ text: 'typed after' });
  });

  it('is refused at once when its text can’t be one, however long: no frame ends the connection', async () => {
    expect(await code(room.edit(2, 'x'.repeat(300_000)))).toBe('too_large');
    expect(await code(room.edit(2, ' '))).toBe('bad_request');
    expect(asked('edit')).toHaveLength(0);
  });

  it('is not asked for before the room is joined again, and fails when the client is closed', async () => {
    browser.service.cut();
    browser.service.script('join', 'silence');
    await browser.clock.advance(1_000);
    expect(room.state.status).toBe('reconnecting');
    const waiting = code(room.edit(2, 'better'));
    expect(await code(room.rename('Cleo'))).toBe('unavailable');
    browser.close();
    expect(await waiting).toBe('unavailable');
    expect(asked('edit')).toHaveLength(0);
  });
});
