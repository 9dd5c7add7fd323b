import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import type { Committed, RoomEvent } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { createRoom, json } from './http.js';

let service: Service;
let room: string;

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
  room = (await createRoom(service.url)).facts.code;
});

afterAll(() => service.remove());

async function joined(name: string, code = room): Promise<BareClient & { seat: string }> {
  const client = await service.open();
  const { seat } = await client.join(code, { name });
  return Object.assign(client, { seat });
}

function pushes(client: BareClient, code = room): RoomEvent[] {
  return client.frames.flatMap((frame) =>
    frame.room === code && frame.event ? [frame.event] : [],
  );
}

/** All of a room's log, read page by page. */
async function wholeLog(client: BareClient, code = room): Promise<RoomEvent[]> {
  const events: RoomEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? 0;
    const page = await client.history(code, { after, limit: 200 });
    events.push(...page.events);
    if (page.events.length === 0) return events;
  }
}

describe('one order', () => {
  it('[W5] three clients that write at once see the same events in the same order', async () => {
    const clients = await Promise.all(['Ana', 'Ben', 'Cleo'].map((name) => joined(name)));
    const acks = await Promise.all(
      clients.flatMap((client, who) =>
        Array.from({ length: 20 }, (_, n) => client.post(room, `${who}: ${n}`, freshKey())),
      ),
    );
    const head = Math.max(...acks.map(({ seq }) => seq));
    await Promise.all(clients.map((client) => client.event(room, ({ seq }) => seq === head)));
    const [ana, ben, cleo] = clients.map((client) => pushes(client).slice(-60));
    expect(ana).toHaveLength(60);
    expect(ben).toEqual(ana);
    expect(cleo).toEqual(ana);
    expect(ana?.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, n) => head - 59 + n));
    const page = await clients[0]?.history(room, { limit: 60 });
    expect(page?.events).toEqual(ana);
  });

  it('[W5] one writer’s messages keep the order it sent them in', async () => {
    const client = await joined('Ana');
    const acks = await Promise.all(
      Array.from({ length: 30 }, (_, n) => client.post(room, `n${n}`, freshKey())),
    );
    const seqs = acks.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  });

  it('[W5] joins in the middle of a storm start exactly where their ok ends', async () => {
    const writer = await joined('Writer');
    let raging = true;
    const storm = (async () => {
      while (raging) {
        await Promise.all(Array.from({ length: 10 }, () => writer.post(room, 'storm', freshKey())));
      }
    })();
    const { seat, epoch } = await writer.join(room, { seat: writer.seat });
    await writer.event(room, ({ seq }) => seq > 600);
    // Some come new, some back from so far behind that it takes a look into the files.
    const joiners = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        if (n % 2) return joined(`Late ${n}`);
        const client = await service.open();
        await client.join(room, { seat, since: { epoch, seq: n } });
        return client;
      }),
    );
    raging = false;
    await storm;
    const { seq: last } = await writer.post(room, 'calm', freshKey());
    // What is pushed before, twice or with a gap after the ok breaches the audit.
    await Promise.all(joiners.map((client) => client.event(room, ({ seq }) => seq === last)));
  });
});

describe('texts', () => {
  it('are stored as given, trimmed at both ends', async () => {
    const client = await joined('Ana');
    const text = 'Zoë\u202e <b>&amp;</b>\u0000\n\n  “x” \ud83e\udd8a e\u0301';
    const { seq } = await client.post(room, ` \n${text}\t `, freshKey());
    const { event } = await client.event(room, (pushed) => pushed.seq === seq);
    expect(event?.text).toBe(text);
  });

  it('of 4,000 emoji go through whole', async () => {
    const client = await joined('Ana');
    const text = '🦊'.repeat(4_000);
    const { seq } = await client.post(room, text, freshKey());
    const { event } = await client.event(room, (pushed) => pushed.seq === seq);
    expect(event?.text === text).toBe(true);
  });

  it('may answer a message', async () => {
    const client = await joined('Ana');
    const { seq: replyTo } = await client.post(room, 'question', freshKey());
    const fields = { type: 'send', room, key: freshKey(), text: 'answer', replyTo };
    const { seq } = await client.ok<Committed>(fields);
    const { event } = await client.event(room, (pushed) => pushed.seq === seq);
    expect(event).toMatchObject({ kind: 'message', text: 'answer', replyTo });
  });
});

describe('exactly once', () => {
  it('[W7] a repeated key makes no second event and gets the first one’s seq', async () => {
    const client = await joined('Ana');
    const key = freshKey();
    const first = await client.post(room, 'first', key);
    const second = await client.post(room, 'another text', key);
    expect(first).not.toHaveProperty('duplicate');
    expect(second).toMatchObject({ seq: first.seq, at: first.at, duplicate: true });
    expect((await client.history(room, { limit: 1 })).seq).toBe(first.seq);
  });

  it('[W7] a key sent ten times at once, from two tabs, makes one event', async () => {
    const one = await joined('Ana');
    const two = await service.open();
    await two.join(room, { seat: one.seat });
    const key = freshKey();
    const acks = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? one : two).post(room, 'once', key)),
    );
    expect(new Set(acks.map(({ seq }) => seq)).size).toBe(1);
    expect(acks.filter(({ duplicate }) => duplicate)).toHaveLength(9);
  });

  it('[W7] keys are unique per seat, not per room', async () => {
    const [ana, ben] = [await joined('Ana'), await joined('Ben')];
    const key = freshKey();
    const first = await ana.post(room, 'mine', key);
    const second = await ben.post(room, 'mine too', key);
    expect(second.seq).toBeGreaterThan(first.seq);
    expect(second).not.toHaveProperty('duplicate');
  });

  it('[W7] a key is the same key over HTTP', async () => {
    const client = await joined('Ana');
    const key = freshKey();
    const { seq } = await client.post(room, 'by socket', key);
    const path = `/v1/rooms/${room}/messages`;
    const body = { key, text: 'by HTTP' };
    const again = await json<Committed>(service.url, path, { body, seat: client.seat });
    expect(again).toMatchObject({ seq, duplicate: true });
  });
});

describe('kill -9', () => {
  it('[W6] all that was acked or pushed is there after it, and nothing twice [W7]', async () => {
    const { code } = (await createRoom(service.url)).facts;
    let [writer, reader] = [await joined('Writer', code), await joined('Reader', code)];
    const seats = { writer: writer.seat, reader: reader.seat };
    const { epoch } = await writer.join(code, { seat: seats.writer });
    const acked = new Map<string, number>();
    const seen = new Map<number, RoomEvent>();
    const keys: string[] = [];
    for (const round of [1, 2, 3]) {
      // A stream without waiting, so that the kill comes in the middle of commits.
      const sends = Array.from({ length: 200 }, () => {
        const key = freshKey();
        keys.push(key);
        const ack = writer.post(code, `round ${round}`, key);
        return ack.then(({ seq }) => acked.set(key, seq)).catch(() => undefined);
      });
      await sends[round * 15];
      await service.crashAndRestart();
      await Promise.all(sends);
      for (const event of pushes(reader, code)) seen.set(event.seq, event);
      [writer, reader] = [
        Object.assign(await service.open(), { seat: seats.writer }),
        Object.assign(await service.open(), { seat: seats.reader }),
      ];
      await writer.join(code, { seat: seats.writer });
      expect((await reader.join(code, { seat: seats.reader })).epoch).toBe(epoch);
      // What any client does after a lost link: sends again what it has no ack for.
      for (const key of keys) {
        const { seq } = await writer.post(code, `round ${round}`, key);
        expect(acked.get(key) ?? seq).toBe(seq);
        acked.set(key, seq);
      }
    }
    const log = await wholeLog(writer, code);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    for (const [seq, event] of seen) expect(log[seq - 1]).toEqual(event);
    const messages = log.filter(({ kind }) => kind === 'message');
    expect(messages.map(({ key }) => key).sort()).toEqual([...keys].sort());
    expect(log.filter(({ kind }) => kind === 'joined')).toHaveLength(2);
    expect(log.filter(({ kind }) => kind === 'left')).toHaveLength(0);
  });
});
