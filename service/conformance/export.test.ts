import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import type { Committed, Facts, Member, RoomEvent } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { ask, createRoom, json, takeSeat } from './http.js';

interface Exported {
  facts: Facts;
  epoch: string;
  exportedAt: number;
  members: Member[];
  events: RoomEvent[];
}

let service: Service;

beforeAll(async () => {
  service = await startService({ flags: [...ROOMY, '--durability', 'process'] });
});

afterAll(() => service.remove());

async function joined(body: object = {}) {
  const { code } = (await createRoom(service.url, body)).facts;
  const client = await service.open();
  const { seat, self, epoch } = await client.join(code, { name: 'Ana' });
  return { code, client, seat, self, epoch, path: `/v1/rooms/${code}/export` };
}

/** The log as history gives it. */
async function wholeLog(client: BareClient, code: string): Promise<RoomEvent[]> {
  const events: RoomEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? 0;
    const page = await client.history(code, { after, limit: 200 });
    if (page.events.length === 0) return events;
    events.push(...page.events);
  }
}

it('json is a download of the room and its log as history gives it', async () => {
  const { code, client, seat, self, epoch, path } = await joined({ title: 'Launch' });
  for (let n = 0; n < 450; n++) await client.post(code, `n${n} “ü\u2028🦊”`, freshKey());
  await client.ok({ type: 'delete', room: code, target: 100 });
  const before = Date.now();
  const { status, headers, text } = await ask(service.url, path, { seat });
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  const name = `attachment; filename="roomlet-${code}.json"`;
  expect(headers['content-disposition']).toBe(name);
  expect(headers).toMatchObject({ 'cache-control': 'no-store' });
  const { exportedAt, ...exported } = JSON.parse(text) as Exported;
  expect(exported).toEqual({
    facts: await json(service.url, `/v1/rooms/${code}`),
    epoch,
    members: [self],
    events: await wholeLog(client, code),
  });
  expect(exported.events).toHaveLength(452);
  expect(exportedAt).toBeGreaterThanOrEqual(before - 1_000);
  expect((await ask(service.url, `${path}?format=json`, { seat })).status).toBe(200);
});

it('txt is the messages as they stand, for reading', async () => {
  const { code, client, seat, path } = await joined({ title: 'Launch' });
  const { seq: first } = await client.post(code, 'Hello', freshKey());
  const { seq: second } = await client.post(code, 'two\nlines', freshKey());
  const { seq: third } = await client.post(code, 'never mind', freshKey());
  await client.ok<Committed>({ type: 'edit', room: code, target: first, text: 'Hi' });
  await client.ok<Committed>({ type: 'delete', room: code, target: third });
  const react = { type: 'react', room: code, target: second, emoji: '👍', on: true };
  await client.ok<Committed>(react);
  const { headers, text } = await ask(service.url, `${path}?format=txt`, { seat });
  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  const name = `attachment; filename="roomlet-${code}.txt"`;
  expect(headers['content-disposition']).toBe(name);
  const iso = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
  expect(text.replace(iso, 'TIME')).toBe(`Launch (${code}), exported TIME

[TIME] Ana (edited TIME): Hi
[TIME] Ana: two
    lines
    👍 1
[TIME] Ana (deleted)
`);
});

it('a page of an allowed origin may read it', async () => {
  const { seat, path } = await joined();
  const origin = 'http://localhost:5173';
  const { headers } = await ask(service.url, path, { seat, headers: { origin } });
  expect(headers['access-control-allow-origin']).toBe(origin);
});

/** More seats of a room, without sockets. */
async function seats(code: string, count: number): Promise<string[]> {
  const taken = Array.from({ length: count }, (_, n) =>
    takeSeat(service.url, code, { name: `Bot ${n}` }),
  );
  return (await Promise.all(taken)).map(({ seat }) => seat);
}

function open(path: string, seat: string): Promise<IncomingMessage> {
  const options = { headers: { authorization: `Bearer ${seat}` }, agent: false };
  return new Promise((resolve, reject) => {
    get(`${service.url}${path}`, options, (response) => {
      // One that is cut off ends with an error.
      response.on('error', () => {});
      resolve(response);
    }).on('error', reject);
  });
}

it('txt has no control characters but line feeds and tabs', async () => {
  const { code, client, seat, path } = await joined();
  await client.post(code, 'red: \u001b[31m bell: \u0007 \u009b1m\ttab', freshKey());
  const { text } = await ask(service.url, `${path}?format=txt`, { seat });
  expect(text).toContain('red: [31m bell:  1m\ttab');
});

it('[W11] of a log of long messages is made as it is read: memory stays bounded, nobody waits', async () => {
  const { code, client, seat, path } = await joined();
  const text = '漢'.repeat(4_000);
  for (let n = 0; n < 4_000; n += 50) {
    await Promise.all(Array.from({ length: 50 }, () => client.post(code, text, freshKey())));
    client.frames.length = 0;
  }
  const before = service.rss();
  // Two that nobody reads, and one that is read through.
  const unread = await Promise.all((await seats(code, 2)).map((bot) => open(path, bot)));
  let [bytes, chunks, slowest, most] = [0, 0, 0, 0];
  for await (const chunk of await open(path, seat)) {
    bytes += (chunk as Buffer).length;
    chunks += 1;
    if (chunks % 50 !== 0) continue;
    const askedAt = performance.now();
    await client.ok({ type: 'ping' });
    slowest = Math.max(slowest, performance.now() - askedAt);
    most = Math.max(most, service.rss() - before);
  }
  for (const response of unread) response.destroy();
  expect(bytes).toBeGreaterThan(4_000 * 12_000);
  expect(slowest).toBeLessThan(1_000);
  // Each of the three is 48 MB as a file, and more in a process that would make it whole.
  expect(most).toBeLessThan(100 * 1_024 * 1_024);
  expect(service.alarms()).toEqual([]);
}, 120_000);
