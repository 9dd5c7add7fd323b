import { setTimeout as elapse } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pong } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { createRoom } from './http.js';
import { RawSocket } from './raw-socket.js';

let service: Service;

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
});

afterAll(() => service.remove());

async function newRoom(): Promise<string> {
  return (await createRoom(service.url)).facts.code;
}

/** Seconds until a promise settles, and what it settled with. */
async function timed<T>(promise: Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  return [await promise, (performance.now() - start) / 1_000];
}

describe.concurrent('liveness', () => {
  it('[W12] ping tells the heads of the connection’s rooms, and the time', async () => {
    const [one, two] = [await newRoom(), await newRoom()];
    const client = await service.open();
    expect((await client.ok<Pong>({ type: 'ping' })).heads).toEqual({});
    await client.join(one, { name: 'Ana' });
    await client.join(two, { name: 'Ana' });
    const { seq } = await client.post(two, 'hello', freshKey());
    const pong = await client.ok<Pong>({ type: 'ping' });
    expect(pong.heads).toEqual({ [one]: 1, [two]: seq });
    expect(Math.abs(pong.at - Date.now())).toBeLessThan(60_000);
    await client.ok({ type: 'leave', room: one });
    expect((await client.ok<Pong>({ type: 'ping' })).heads).toEqual({ [two]: seq });
  });

  it('[W13] without any join tried for 10 s a connection is closed with 4003', async () => {
    const client = await service.open();
    await client.ok({ type: 'ping' });
    const [code, seconds] = await timed(client.closed);
    expect(code).toBe(4003);
    expect(seconds).toBeGreaterThan(8.5);
    expect(seconds).toBeLessThan(13);
  });

  it('[W13] a join that was tried, and refused, is enough to stay', async () => {
    const client = await service.open();
    await client.refused({ type: 'join', room: 'bbb-bbb-bbb', name: 'Ana' });
    await elapse(12_000);
    await client.settled();
  });

  it('[W12] what is silent for 60 s is closed; who answers pings stays', {
    timeout: 90_000,
  }, async () => {
    const room = await newRoom();
    const answering = await service.open();
    let pings = 0;
    answering.socket.on('ping', () => {
      pings += 1;
    });
    await answering.join(room, { name: 'Quiet' });
    const silent = await RawSocket.upgrade(service.url);
    silent.text({ id: 1, type: 'join', room, name: 'Silent' });
    const [, seconds] = await timed(silent.ended);
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThan(75);
    expect(pings).toBeGreaterThan(0);
    await answering.settled();
  });
});

describe('stopping', () => {
  it('[W13] on SIGTERM clients are told to drain, closed with 4002, and find all again [W6]', async () => {
    const own = await startService({ flags: ROOMY });
    try {
      const room = (await createRoom(own.url)).facts.code;
      const client = await own.open();
      const { seat, epoch } = await client.join(room, { name: 'Ana' });
      const { seq } = await client.post(room, 'before the stop', freshKey());
      const exit = own.kill('SIGTERM');
      const drain = await client.frame(({ type }) => type === 'drain');
      expect(drain.retryIn).toBeGreaterThanOrEqual(0);
      expect(await client.closed).toBe(4002);
      expect(await exit).toBe(0);
      await own.start();
      const back = await (await own.open()).join(room, { seat, since: { epoch, seq } });
      expect(back).toMatchObject({ recovered: true, events: [], seq, facts: { members: 1 } });
    } finally {
      await own.remove();
    }
  });
});
