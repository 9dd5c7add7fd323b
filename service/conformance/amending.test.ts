import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import type { Committed, Joined, RoomEvent } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { createRoom } from './http.js';

let service: Service;

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
});

afterAll(() => service.remove());

interface Person {
  client: BareClient;
  joined: Joined;
}

/** A room with a host, an author who has said "text" (seq 4), and somebody else. */
async function conversation() {
  const { facts, hostToken } = await createRoom(service.url);
  const room = facts.code;
  const enter = async (fields: object): Promise<Person> => {
    const client = await service.open();
    return { client, joined: await client.join(room, fields) };
  };
  const host = await enter({ name: 'Host', hostToken });
  const author = await enter({ name: 'Author' });
  const other = await enter({ name: 'Other' });
  const { seq: target } = await author.client.post(room, 'text', freshKey());
  const ask = (who: Person, type: string, fields: object = {}) =>
    who.client.ok<Committed>({ type, room, target, ...fields });
  const refused = async (who: Person, type: string, fields: object = {}) =>
    (await who.client.refused({ type, room, target, ...fields })).code;
  const heard = async (who: Person, seq: number) =>
    (await who.client.event(room, (event) => event.seq === seq)).event as RoomEvent;
  return { room, hostToken, enter, host, author, other, target, ask, refused, heard };
}

describe('edit', () => {
  it('[W6] is one event of its author, trimmed, to all; the message’s own stays as it was', async () => {
    const { room, author, other, target, ask, heard } = await conversation();
    const { seq, at } = await ask(author, 'edit', { text: ' better \n' });
    const by = author.joined.self;
    const event = { seq, at, by, kind: 'edit', target, text: 'better' };
    expect(await heard(other, seq)).toEqual(event);
    const { events } = await other.client.history(room);
    expect(events.slice(-2)).toMatchObject([{ seq: target, text: 'text' }, event]);
  });

  it('[W7] to the text it has makes no event and names the one that gave it', async () => {
    const { room, author, target, ask } = await conversation();
    expect(await ask(author, 'edit', { text: ' text' })).toMatchObject({
      seq: target,
      duplicate: true,
    });
    const first = await ask(author, 'edit', { text: 'better' });
    expect(first).not.toHaveProperty('duplicate');
    const { at, seq } = first;
    expect(await ask(author, 'edit', { text: 'better' })).toMatchObject({
      seq,
      at,
      duplicate: true,
    });
    expect((await author.client.history(room)).seq).toBe(seq);
  });

  it('is the author’s alone, a host’s not, and not of what was deleted', async () => {
    const { host, author, other, ask, refused } = await conversation();
    for (const who of [host, other]) {
      expect(await refused(who, 'edit', { text: 'mine' })).toBe('forbidden');
    }
    await ask(author, 'delete');
    expect(await refused(author, 'edit', { text: 'back' })).toBe('not_found');
  });
});

describe('delete', () => {
  it('[W7] is one event however often it is asked for, at once, later and after a crash', async () => {
    const { room, author, host, ask, enter } = await conversation();
    const once = await Promise.all([
      ...Array.from({ length: 5 }, () => ask(author, 'delete')),
      ...Array.from({ length: 5 }, () => ask(host, 'delete')),
    ]);
    expect(new Set(once.map(({ seq }) => seq)).size).toBe(1);
    expect(once.filter(({ duplicate }) => duplicate)).toHaveLength(9);
    await service.crashAndRestart();
    const back = await enter({ seat: author.joined.seat });
    const again = await ask(back, 'delete');
    expect(again).toMatchObject({ seq: once[0]?.seq, duplicate: true });
    expect((await back.client.history(room)).seq).toBe(again.seq);
  });

  it('[W6] is the author’s and any host’s', async () => {
    const { room, host, author, other, target, ask, refused, heard } = await conversation();
    expect(await refused(other, 'delete')).toBe('forbidden');
    const { seq, at } = await ask(host, 'delete');
    const by = host.joined.self;
    expect(await heard(author, seq)).toEqual({ seq, at, by, kind: 'delete', target });
    const { seq: own } = await other.client.post(room, 'mine', freshKey());
    await ask(other, 'delete', { target: own });
  });

  it('an answer to what was deleted is not_found', async () => {
    const { room, author, other, target, ask } = await conversation();
    await ask(author, 'delete');
    const answer = { type: 'send', room, key: freshKey(), text: 'answer', replyTo: target };
    expect(await other.client.refused(answer)).toMatchObject({ code: 'not_found' });
  });
});

describe('react', () => {
  it('[W6] is one event by anyone, on and off', async () => {
    const { author, other, target, ask, heard } = await conversation();
    for (const on of [true, false]) {
      const { seq, at } = await ask(other, 'react', { emoji: '👩‍👩‍👧‍👦', on });
      const by = other.joined.self;
      const event = { seq, at, by, kind: 'reaction', target, emoji: '👩‍👩‍👧‍👦', on };
      expect(await heard(author, seq)).toEqual(event);
    }
  });

  it('[W7] with another spelling of the same emoji is the same reaction', async () => {
    const { other, ask, heard } = await conversation();
    const { seq } = await ask(other, 'react', { emoji: '\u2764', on: true });
    expect(await heard(other, seq)).toMatchObject({ emoji: '\u2764\ufe0f' });
    for (const emoji of ['\u2764', '\u2764\ufe0e', '\u2764\ufe0f']) {
      const again = await ask(other, 'react', { emoji, on: true });
      expect(again).toMatchObject({ seq, duplicate: true });
    }
    expect((await ask(other, 'react', { emoji: '\u2764', on: false })).seq).toBe(seq + 1);
  });

  it('[W7] what is so already makes no event, per member and emoji, over a crash too', async () => {
    const { room, author, other, ask, enter } = await conversation();
    const up = { emoji: '👍', on: true };
    const { seq } = await ask(other, 'react', up);
    expect((await ask(author, 'react', up)).seq).toBe(seq + 1);
    expect((await ask(other, 'react', { emoji: '🎉', on: true })).seq).toBe(seq + 2);
    expect(await ask(other, 'react', up)).toMatchObject({ seq, duplicate: true });
    const never = { emoji: '👀', on: false };
    expect(await ask(other, 'react', never)).toMatchObject({ seq: seq + 2, duplicate: true });
    await service.crashAndRestart();
    const back = await enter({ seat: other.joined.seat });
    expect(await ask(back, 'react', up)).toMatchObject({ seq, duplicate: true });
    expect((await back.client.history(room)).seq).toBe(seq + 2);
  });

  it('[W7] a storm of the same from many people and tabs comes out even', async () => {
    const { room, author, other, target, ask, enter } = await conversation();
    const tab = await enter({ seat: other.joined.seat });
    const wishes = Array.from({ length: 60 }, (_, n) => {
      const who = [author, other, tab][n % 3] ?? author;
      return ask(who, 'react', { emoji: '👍', on: n % 4 < 2 });
    });
    const made = (await Promise.all(wishes)).filter(({ duplicate }) => !duplicate);
    const { events } = await author.client.history(room, { after: target, limit: 200 });
    expect(events.map(({ seq }) => seq)).toEqual(made.map(({ seq }) => seq).sort((a, b) => a - b));
    for (const id of [author.joined.self.id, other.joined.self.id]) {
      const own = events.filter(({ by }) => by.id === id).map(({ on }) => on);
      // Never twice the same in a row: each event changed something.
      expect(own).toEqual(own.map((_, n) => n % 2 === 0));
    }
  });
});

describe('a message that has had its fill', () => {
  it('takes 100 edits; the next is forbidden, and it can still be deleted', async () => {
    const { author, target, ask, refused } = await conversation();
    for (let n = 1; n <= 100; n++) await ask(author, 'edit', { text: `text ${n}` });
    expect(await refused(author, 'edit', { text: 'one more' })).toBe('forbidden');
    expect(await ask(author, 'edit', { text: 'text 100' })).toMatchObject({ duplicate: true });
    expect(await ask(author, 'delete')).toMatchObject({ seq: target + 101 });
  });

  it('takes 5 kinds of reactions of one member, and 20 in all', async () => {
    const { enter, author, other, ask, refused } = await conversation();
    const kind = (n: number) => ({ emoji: String.fromCodePoint(0x1f600 + n), on: true });
    for (let n = 0; n < 5; n++) await ask(other, 'react', kind(n));
    expect(await refused(other, 'react', kind(5))).toBe('forbidden');
    for (let n = 5; n < 20; n += 5) {
      const someone = await enter({ name: `Someone ${n}` });
      for (let i = n; i < n + 5; i++) await ask(someone, 'react', kind(i));
    }
    expect(await refused(author, 'react', kind(20))).toBe('forbidden');
    expect(await ask(author, 'react', kind(19))).not.toHaveProperty('duplicate');
    await ask(other, 'react', { ...kind(0), on: false });
    expect(await ask(author, 'react', kind(20))).not.toHaveProperty('duplicate');
  });

  it('takes the same reaction on and off a few times at once, then it is rate_limited', async () => {
    const flags = [...ROOMY, '--toggle-burst', '4', '--toggle-rate', '1'];
    const strict = await startService({ flags });
    try {
      const { code } = (await createRoom(strict.url)).facts;
      const client = await strict.open();
      await client.join(code, { name: 'Ana' });
      const { seq: target } = await client.post(code, 'text', freshKey());
      const react = (emoji: string, on: boolean) => ({
        type: 'react',
        room: code,
        target,
        emoji,
        on,
      });
      for (let n = 0; n < 4; n++) {
        await client.ok(react('👍', n % 2 === 0));
        // What is already so costs nothing.
        expect(await client.ok(react('👍', n % 2 === 0))).toMatchObject({ duplicate: true });
      }
      const limited = await client.refused(react('👍', true));
      expect(limited).toMatchObject({ code: 'rate_limited', retryAfter: expect.any(Number) });
      expect(await client.ok(react('🎉', true))).not.toHaveProperty('duplicate');
    } finally {
      await strict.remove();
    }
  });
});
