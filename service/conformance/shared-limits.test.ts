import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import type { Frame } from './frames.js';
import { freshKey, type Service, startService } from './harness.js';
import { ask, createRoom, refusal, takeSeat } from './http.js';

let service: Service;

afterEach(() => service.remove());

/** The service with its defaults, but that an address is what a header says. */
async function start(...flags: string[]): Promise<string> {
  service = await startService({ flags: ['--trust-proxy', ...flags] });
  return (await createRoom(service.url)).facts.code;
}

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
const limited = { code: 'rate_limited', retryAfter: expect.any(Number) };

function times<T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => work(n)));
}

/** Ana on some connections of one seat. */
async function ana(room: string, connections: number): Promise<BareClient[]> {
  const first = await service.open();
  const { seat } = await first.join(room, { name: 'Ana' });
  const others = await times(connections - 1, async () => {
    const client = await service.open();
    await client.join(room, { seat });
    return client;
  });
  return [first, ...others];
}

const oks = (replies: readonly Frame[]) => replies.filter(({ type }) => type === 'ok').length;

describe('the limits of a seat', () => {
  it('[W2] on reactions, edits and deletions are one, over all of its connections', async () => {
    const room = await start();
    const clients = await ana(room, 12);
    const [first] = clients;
    const { seq } = (await first?.post(room, 'first', freshKey())) ?? {};
    const replies = await times(120, (n) => {
      const client = clients[n % clients.length] as BareClient;
      return client.command({ type: 'react', room, target: seq, emoji: '👍', on: n % 2 === 0 });
    });
    expect(oks(replies)).toBeGreaterThan(20);
    // The burst, what comes again in 4 s, and those that were so already.
    const events = replies.filter(({ type, duplicate }) => type === 'ok' && !duplicate);
    expect(events.length).toBeLessThanOrEqual(50);
    expect(replies.find(({ type }) => type === 'error')).toMatchObject(limited);
  });

  it('[W2] on renames are one: 5 at once, then 6 a minute', async () => {
    const room = await start();
    const clients = await ana(room, 4);
    const replies = await times(20, (n) => {
      const client = clients[n % clients.length] as BareClient;
      return client.command({ type: 'rename', room, name: `Ana ${n}` });
    });
    expect(oks(replies)).toBe(5);
    expect(replies.find(({ type }) => type === 'error')).toMatchObject(limited);
  });

  it('[W2] let 30 connections hold it; the 31st is forbidden until one of them ends', async () => {
    const room = await start();
    const first = await service.open();
    const { seat } = await first.join(room, { name: 'Ana' });
    const others = await times(29, () => service.open());
    for (const client of others) await client.join(room, { seat });
    const more = await service.open();
    expect(await more.refused({ type: 'join', room, seat })).toMatchObject({ code: 'forbidden' });
    await first.join(room, { seat });
    await others[0]?.drop();
    await expect
      .poll(async () => (await more.command({ type: 'join', room, seat })).type)
      .toBe('ok');
  });

  it('[W2] on reads over HTTP are 60 at once, then 10 a second', async () => {
    const room = await start();
    const { seat } = await takeSeat(service.url, room, { name: 'Ana' });
    const answers = await times(120, () =>
      ask(service.url, `/v1/rooms/${room}/events`, { seat, ...from('192.0.2.1') }),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(10);
    expect(refused.length).toBeLessThanOrEqual(60);
    expect(refused[0]?.headers['retry-after']).toBe('1');
    const other = await takeSeat(service.url, room, { name: 'Bo' });
    const path = `/v1/rooms/${room}/events`;
    expect((await ask(service.url, path, { seat: other.seat })).status).toBe(200);
  });
});

describe('the limits of an address', () => {
  it('[W2] on reads over HTTP are 300 at once, facts too', async () => {
    const room = await start('--address-read-rate', '1');
    const answers = await times(400, () =>
      ask(service.url, `/v1/rooms/${room}`, from('192.0.2.1')),
    );
    const statuses = answers.map(({ status }) => status).filter((status) => status === 200);
    expect(statuses.length).toBeGreaterThanOrEqual(300);
    expect(statuses.length).toBeLessThanOrEqual(330);
    expect((await ask(service.url, `/v1/rooms/${room}`, from('192.0.2.2'))).status).toBe(200);
  });

  it('[W2] look at 10 of 15 wrong codes at once, and not at the right one after them', async () => {
    const room = await start();
    const client = await service.open(from('192.0.2.1'));
    const guess = (code: string) =>
      client.command({ type: 'join', room: code, name: 'Ana', key: freshKey() });
    // Codes of their own: joins of one room take turns on a connection. Fewer than it may be refused,
    // and in one packet, so that the right one comes before any of them is answered.
    const raw = (client.socket as unknown as { _socket: Socket })._socket;
    raw.cork();
    const code = (n: number) => `bbb-bbb-bb${'bcdfghjkmnpqrst'[n]}`;
    const wrong = times(15, (n) => guess(code(n)));
    const right = guess(room);
    raw.uncork();
    expect(await right).toMatchObject(limited);
    const looked = (await wrong).filter((reply) => reply.code === 'not_found');
    expect(looked.length).toBeGreaterThanOrEqual(10);
    expect(looked.length).toBeLessThanOrEqual(11);
  });

  it('[W2] refuse none of 75 who come at once with the right code', async () => {
    const room = await start('--join-rate', '100');
    const clients = await times(75, () => service.open(from('192.0.2.1')));
    const join = (n: number) => ({ type: 'join', room, name: `n${n}`, key: freshKey() });
    const replies = await times(75, (n) => (clients[n] as BareClient).command(join(n)));
    expect(oks(replies)).toBe(75);
  });

  it('[W2] count an IPv6 address by its /64, and a /48 sixteen times as much', async () => {
    await start();
    const guess = (n: number, host = '1') => {
      const address = from(`2001:db8:7:${n.toString(16)}::${host}`);
      return refusal(service.url, '/v1/rooms/bbb-bbb-bbb', address);
    };
    const own = await times(30, (n) => guess(0, (n + 1).toString(16)));
    expect(own.filter(({ code }) => code === 'not_found').length).toBeLessThanOrEqual(11);
    const all = await times(250, guess);
    const looked = [...own, ...all].filter(({ code }) => code === 'not_found').length;
    expect(looked).toBeLessThanOrEqual(165);
  });

  it('[W2] once used up open no room for a wrong token, and the failures are counted', async () => {
    const room = await start();
    const { seat } = await takeSeat(service.url, room, { name: 'Ana' });
    await service.crashAndRestart();
    const address = from('192.0.2.1');
    for (let n = 0; n < 10; n++) await refusal(service.url, '/v1/rooms/bbb-bbb-bbb', address);
    const path = `/v1/rooms/${room}/events`;
    const [wrong, unknown] = [
      await ask(service.url, path, { seat: 'wrong', ...address }),
      await ask(service.url, '/v1/rooms/ccc-ccc-ccc/events', { seat: 'wrong', ...address }),
    ];
    expect([wrong.status, unknown.status]).toEqual([429, 429]);
    const metrics = (await ask(service.url, '/metrics')).text;
    expect(metrics).toMatch(/^roomlet_live_rooms 0$/m);
    expect(metrics).toMatch(/^roomlet_failed_lookups_total 10$/m);
    expect((await ask(service.url, path, { seat, ...address })).status).toBe(200);
  });

  it('[W1] on unreadable frames hold over connections: past so many a minute each closes with 4201', async () => {
    await start('--bad-frame-rate', '100');
    for (let n = 0; n < 10; n++) {
      const client = await service.open(from('192.0.2.1'));
      for (let i = 0; i < 10; i++) client.send('nonsense');
      await client.ok({ type: 'ping' });
    }
    const client = await service.open(from('192.0.2.1'));
    for (let i = 0; i < 3; i++) client.send('nonsense');
    expect(await client.closed).toBe(4201);
    await (await service.open(from('192.0.2.2'))).ok({ type: 'ping' });
  });
});

describe('look-ups that fail', () => {
  it('[W2] of all addresses together have a limit, with a warning; live tokens go on', async () => {
    const room = await start('--lookup-burst', '20', '--lookup-rate', '1');
    const { seat } = await takeSeat(service.url, room, { name: 'Ana' });
    const answers = await times(60, (n) =>
      refusal(service.url, '/v1/rooms/bbb-bbb-bbb', from(`192.0.2.${n}`)),
    );
    const looked = answers.filter(({ code }) => code === 'not_found').length;
    expect(looked).toBeGreaterThanOrEqual(20);
    expect(looked).toBeLessThanOrEqual(24);
    const fresh = from('198.51.100.1');
    const path = `/v1/rooms/${room}/events`;
    expect((await ask(service.url, path, { seat, ...fresh })).status).toBe(200);
    const warnings = service.log().filter(({ level }) => level === 40);
    expect(warnings.filter(({ msg }) => msg?.includes('wrong'))).toHaveLength(1);
  });
});

describe('a connection', () => {
  it('[W13] is closed with 4003 by its 20th refused join, when none has succeeded', async () => {
    await start();
    const client = await service.open(from('192.0.2.1'));
    const join = { type: 'join', room: 'bbb-bbb-bbb', name: 'Ana' };
    for (let n = 0; n < 20; n++) client.send({ ...join, id: client.nextId() });
    expect(await client.closed).toBe(4003);
    expect(client.frames.filter(({ type }) => type === 'error')).toHaveLength(20);
  });

  it('[W13] is closed with 4003 when no join of it succeeds in time', async () => {
    await start('--joined-within', '500ms');
    const [client, other] = [await service.open(), await service.open()];
    client.send({ type: 'join', room: 'bbb-bbb-bbb', name: 'Ana', id: client.nextId() });
    const { code } = (await createRoom(service.url)).facts;
    await other.join(code, { name: 'Bo' });
    expect(await client.closed).toBe(4003);
    await other.ok({ type: 'ping' });
  });
});
