import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { createRoom } from './http.js';

let service: Service;
let room: string;
let writer: BareClient;
let seat: string;
let epoch: string;
const HEAD = 321;

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
  room = (await createRoom(service.url)).facts.code;
  writer = await service.open();
  ({ seat, epoch } = await writer.join(room, { name: 'Writer' }));
  for (let n = 2; n <= HEAD; n++) void writer.post(room, `n${n}`, freshKey());
  await writer.event(room, ({ seq }) => seq === HEAD);
});

afterAll(() => service.remove());

async function joinWith(fields: object) {
  const client = await service.open();
  const joined = await client.join(room, { seat, ...fields });
  return { client, joined, seqs: joined.events.map(({ seq }) => seq) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

describe('join with since', () => {
  it('[W8] gets exactly the events after it', async () => {
    const { joined, seqs } = await joinWith({ since: { epoch, seq: 300 } });
    expect(joined).toMatchObject({ recovered: true, seq: HEAD, epoch });
    expect(seqs).toEqual(range(301, HEAD));
  });

  it('[W8] at the head recovers nothing', async () => {
    const { joined, seqs } = await joinWith({ since: { epoch, seq: HEAD } });
    expect(joined.recovered).toBe(true);
    expect(seqs).toEqual([]);
  });

  it('[W8] is not cut by a tail', async () => {
    const { seqs } = await joinWith({ since: { epoch, seq: 300 }, tail: 3 });
    expect(seqs).toEqual(range(301, HEAD));
  });

  it('[W8] more than 200 behind gets the first 200, and the rest by history', async () => {
    const { client, joined, seqs } = await joinWith({ since: { epoch, seq: 20 } });
    expect(joined).toMatchObject({ recovered: true, seq: HEAD });
    expect(seqs).toEqual(range(21, 220));
    const rest = await client.history(room, { after: 220, limit: 200 });
    expect(rest.events.map(({ seq }) => seq)).toEqual(range(221, HEAD));
  });

  it('[W8] from 0 gets the log from its start', async () => {
    const { joined, seqs } = await joinWith({ since: { epoch, seq: 0 } });
    expect(joined.recovered).toBe(true);
    expect(seqs).toEqual(range(1, 200));
  });

  it('[W8] of another epoch starts anew with the newest 50', async () => {
    const { joined, seqs } = await joinWith({ since: { epoch: 'another', seq: 300 } });
    expect(joined.recovered).toBe(false);
    expect(seqs).toEqual(range(HEAD - 49, HEAD));
  });

  it('[W8] ahead of the head starts anew, with as many as asked for', async () => {
    const { joined, seqs } = await joinWith({ since: { epoch, seq: HEAD + 1 }, tail: 7 });
    expect(joined.recovered).toBe(false);
    expect(seqs).toEqual(range(HEAD - 6, HEAD));
  });

  it('[W8] authorises afresh: an ended seat recovers nothing', async () => {
    const client = await service.open();
    const { seat: ended } = await client.join(room, { name: 'Ana' });
    await client.ok({ type: 'leave', room });
    const join = { type: 'join', room, seat: ended, since: { epoch, seq: 300 } };
    expect(await client.refused(join)).toMatchObject({ code: 'unauthorized' });
  });
});

describe('join without since', () => {
  it('[W8] gets the newest 50, not called recovered', async () => {
    const { joined, seqs } = await joinWith({});
    expect(joined.recovered).toBe(false);
    expect(seqs).toEqual(range(joined.seq - 49, joined.seq));
  });

  it('[W8] gets as many as it asks for, up to 200', async () => {
    expect((await joinWith({ tail: 1 })).seqs).toHaveLength(1);
    expect((await joinWith({ tail: 200 })).seqs).toHaveLength(200);
  });
});

describe('history', () => {
  const seqs = async (bounds: object) =>
    (await writer.history(room, bounds)).events.map(({ seq }) => seq);

  it('[W8] is oldest first, next to its exclusive bound', async () => {
    expect(await seqs({ before: 100, limit: 5 })).toEqual(range(95, 99));
    expect(await seqs({ after: 100, limit: 5 })).toEqual(range(101, 105));
    expect(await seqs({ before: 100 })).toEqual(range(50, 99));
    expect(await seqs({ before: 3 })).toEqual([1, 2]);
    expect(await seqs({ before: 1 })).toEqual([]);
    expect(await seqs({ after: 0, limit: 2 })).toEqual([1, 2]);
    expect(await seqs({ after: 99_999 })).toEqual([]);
    expect(await seqs({ before: 99_999, limit: 1 })).toHaveLength(1);
  });

  it('[W8] without bounds is the newest, and tells the log’s first and head', async () => {
    const page = await writer.history(room);
    expect(page.events).toHaveLength(50);
    expect(page).toMatchObject({ first: 1, seq: page.events.at(-1)?.seq });
  });
});

describe('a trimmed log', () => {
  it('[W8] can’t recover what it no longer keeps; the oldest go first', async () => {
    const small = await startService({ flags: [...ROOMY, '--log-length', '20'] });
    try {
      const { code } = (await createRoom(small.url)).facts;
      const client = await small.open();
      const joined = await client.join(code, { name: 'Ana' });
      const fields = { seat: joined.seat };
      for (let n = 2; n <= 60; n++) await client.post(code, `n${n}`, freshKey());
      const { first, seq, events } = await client.history(code, { limit: 200 });
      expect(seq).toBe(60);
      expect(first).toBeGreaterThan(1);
      expect(events.map((event) => event.seq)).toEqual(range(first, 60));
      expect(events.length).toBeGreaterThanOrEqual(20);
      const since = { epoch: joined.epoch, seq: first - 2 };
      expect(await client.join(code, { ...fields, since })).toMatchObject({ recovered: false });
      since.seq = first - 1;
      const kept = await client.join(code, { ...fields, since });
      expect(kept).toMatchObject({ recovered: true, first });
      expect(kept.events).toEqual(events);
      const replyToTrimmed = { type: 'send', room: code, key: freshKey(), text: 'x', replyTo: 2 };
      expect(await client.refused(replyToTrimmed)).toMatchObject({ code: 'not_found' });
      expect(await client.history(code, { after: 0, limit: 1 })).toMatchObject({
        events: [{ seq: first }],
      });
    } finally {
      await small.remove();
    }
  });

  it('[W5] is paged without a gap or an event twice, from each seq on, forward and back', async () => {
    // More than are held in memory, and first kept seqs that are in the middle of anything.
    const flags = [...ROOMY, '--log-length', '611', '--page-size', '100'];
    const small = await startService({ flags });
    try {
      const { code } = (await createRoom(small.url)).facts;
      const client = await small.open();
      await client.join(code, { name: 'Ana' });
      for (let n = 2; n <= 943; n++) await client.post(code, `n${n}`, freshKey());
      const { first, seq } = await client.history(code, { limit: 1 });
      expect([first, seq]).toEqual([333, 943]);
      for (let edge = first - 1; edge < first + 220; edge += 13) {
        const after = await client.history(code, { after: edge, limit: 100 });
        expect(after.events.map((event) => event.seq)).toEqual(range(edge + 1, edge + 100));
        const before = await client.history(code, { before: edge + 101, limit: 100 });
        expect(before.events).toEqual(after.events);
      }
      const older = await client.history(code, { after: 0, limit: 100 });
      expect(older.events.map((event) => event.seq)).toEqual(range(first, first + 99));
    } finally {
      await small.remove();
    }
  });

  it('keeps its messages, however many reactions and renames come after them', async () => {
    const flags = [...ROOMY, '--log-messages', '20', '--log-length', '200'];
    const small = await startService({ flags });
    try {
      const { code } = (await createRoom(small.url)).facts;
      const client = await small.open();
      await client.join(code, { name: 'Ana' });
      for (let n = 2; n <= 21; n++) await client.post(code, `n${n}`, freshKey());
      for (let n = 22; n <= 200; n++) {
        const reaction = { type: 'react', room: code, target: 2, emoji: '👍', on: n % 2 === 0 };
        await client.ok(n % 3 === 0 ? { type: 'rename', room: code, name: `Ana ${n}` } : reaction);
      }
      const kept = await client.history(code, { after: 0, limit: 200 });
      const texts = kept.events.flatMap((event) => (event.kind === 'message' ? [event.text] : []));
      expect(texts).toEqual(range(2, 21).map((n) => `n${n}`));
      // A message more lets the oldest go, with all that lies before the next.
      await client.post(code, 'one more', freshKey());
      const { first, events } = await client.history(code, { after: 0, limit: 1 });
      expect(first).toBe(3);
      expect(events).toMatchObject([{ seq: 3, text: 'n3' }]);
    } finally {
      await small.remove();
    }
  });
});
