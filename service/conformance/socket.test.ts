import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareClient, Refusal } from './bare-client.js';
import { ROOMY, type Service, startService } from './harness.js';
import { ask, createRoom } from './http.js';
import { RawSocket } from './raw-socket.js';

const LIMIT = 65_536;

let service: Service;
let room: string;

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
  room = (await createRoom(service.url)).facts.code;
});

afterAll(() => service.remove());

async function joined(): Promise<BareClient> {
  const client = await service.open();
  await client.join(room, { name: 'Ana' });
  return client;
}

async function refusedWith(options: Parameters<Service['open']>[0]): Promise<number> {
  const opening = service.open(options).then(
    () => 101,
    (error: unknown) => (error instanceof Refusal ? error.status : Promise.reject(error)),
  );
  return opening;
}

describe('opening', () => {
  it('without roomlet.v1 among the subprotocols the upgrade is refused with 400', async () => {
    expect(await refusedWith({ protocols: [] })).toBe(400);
    expect(await refusedWith({ protocols: ['roomlet.v2', 'chat'] })).toBe(400);
  });

  it('roomlet.v1 is chosen among others', async () => {
    const client = await service.open({ protocols: ['other', 'roomlet.v1'] });
    expect(client.socket.protocol).toBe('roomlet.v1');
  });

  it('a plain GET of the socket is refused, not served', async () => {
    const { status } = await ask(service.url, '/v1/socket');
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  it.each([
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'http://evil.example#localhost',
    'http://127.0.0.1.evil.example',
    'http://localhost@evil.example',
    'file://',
    'localhost',
    'chrome-extension://abcdef',
  ])('the foreign origin %s is refused with 403', async (origin) => {
    expect(await refusedWith({ origin })).toBe(403);
  });

  it.each([
    'http://localhost',
    'http://localhost:5173',
    'https://localhost:8443',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ])('the local origin %s is allowed', async (origin) => {
    expect(await refusedWith({ origin })).toBe(101);
  });

  it('no Origin header is allowed, and so is the service’s own', async () => {
    expect(await refusedWith({})).toBe(101);
    expect(await refusedWith({ origin: service.url })).toBe(101);
  });
});

describe('frames', () => {
  it('[W1] a binary frame closes the connection with 4200', async () => {
    const client = await joined();
    client.socket.send(Buffer.from('{"id":1,"type":"ping"}'), { binary: true });
    expect(await client.closed).toBe(4200);
  });

  it('[W1] the 20th bad frame in 60 s is answered and closes with 4201 [W13]', async () => {
    const client = await joined();
    const from = client.frames.length;
    for (let n = 1; n <= 19; n++) client.send(`bad frame ${n}`);
    await client.settled();
    client.send({ id: 20_000, type: 'the 20th' });
    await client.frame(({ id, code }) => id === 20_000 && code === 'bad_request');
    expect(await client.closed).toBe(4201);
    expect(client.frames.slice(from).filter(({ code }) => code === 'bad_request')).toHaveLength(20);
  });

  it('[W1] refused commands of good shape are not bad frames', async () => {
    const client = await joined();
    for (let n = 0; n < 25; n++) await client.refused({ type: 'leave', room: 'bbb-bbb-bbb' });
    await client.settled();
  });

  it('[W1] up to 4 times the limit gets too_large, above it closes with 4202', async () => {
    const client = await joined();
    for (const size of [LIMIT + 1, 2 * LIMIT, 4 * LIMIT]) {
      const from = client.frames.length;
      client.send('x'.repeat(size));
      expect(await client.frame(({ type }) => type === 'error', from)).toMatchObject({
        code: 'too_large',
      });
    }
    client.send('x'.repeat(4 * LIMIT + 1));
    expect([4202, 1009]).toContain(await client.closed);
  });

  it('[W1] a frame of exactly the limit is taken', async () => {
    const client = await joined();
    const bare = JSON.stringify({ id: 9, type: 'ping', x: '' });
    client.send(JSON.stringify({ id: 9, type: 'ping', x: 'x'.repeat(LIMIT - bare.length) }));
    expect(await client.frame(({ id }) => id === 9)).toMatchObject({ type: 'ok' });
  });

  it('[W1] 5 MB in one frame ends the connection, whatever the code', async () => {
    const client = await joined();
    client.send('x'.repeat(5_000_000));
    expect([4202, 1006, 1009]).toContain(await client.closed);
  });

  it('[W1] invalid UTF-8 ends the connection with 1007, or by a drop', async () => {
    const client = await joined();
    client.socket.send(Buffer.from([0x22, 0xff, 0xfe, 0x22]), { binary: false });
    expect([1007, 1006]).toContain(await client.closed);
  });

  it('[W1] a command in three fragments is one command', async () => {
    const client = await joined();
    client.fragments('{"id":8,', '"type":', '"ping"}');
    expect(await client.frame(({ id }) => id === 8)).toMatchObject({ type: 'ok' });
  });

  it('[W1] fragments that together go over 4 times the limit close the connection', async () => {
    const client = await joined();
    client.fragments(...Array.from({ length: 10 }, () => 'x'.repeat(LIMIT)));
    expect([4202, 1006, 1009]).toContain(await client.closed);
  });

  it.each([
    ['a continuation of nothing', Buffer.from([0x80, 0x80, 0, 0, 0, 0])],
    ['an unknown opcode', Buffer.from([0x83, 0x80, 0, 0, 0, 0])],
    ['a reserved bit', Buffer.from([0xc1, 0x80, 0, 0, 0, 0])],
    ['a ping of 126 bytes', Buffer.concat([Buffer.from([0x89, 0xfe, 0, 126]), Buffer.alloc(130)])],
    ['a length of 2^62', Buffer.from([0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ])('[W1] broken framing ends only that connection: %s', async (_label, bytes) => {
    const bystander = await joined();
    const raw = await RawSocket.upgrade(service.url);
    raw.write(bytes);
    await raw.ended;
    await bystander.settled();
  });
});

describe('replies', () => {
  it('[W2] an id used twice gets a reply each time', async () => {
    const client = await joined();
    client.send({ id: 7, type: 'ping' });
    client.send({ id: 7, type: 'ping' });
    await client.settled();
    expect(client.frames.filter(({ id }) => id === 7)).toHaveLength(2);
  });

  it('[W2] every one of many commands at once gets exactly one reply', async () => {
    const client = await joined();
    for (let id = 1_000; id < 1_030; id++) client.send({ id, type: 'ping' });
    await client.settled();
    const ids = client.frames.flatMap(({ id }) => (id !== undefined && id >= 1_000 ? [id] : []));
    expect(ids.sort()).toEqual(Array.from({ length: 30 }, (_, index) => 1_000 + index));
  });

  it('[W2] typing gets no reply, not even with an id', async () => {
    const client = await joined();
    client.send({ id: 500, type: 'typing', room, on: true });
    await client.settled();
    expect(client.frames.filter(({ id }) => id === 500)).toEqual([]);
  });
});
