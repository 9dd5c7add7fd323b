import { get, type IncomingMessage } from 'node:http';
import { setTimeout as elapse } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import { freshKey, ROOMY, type Service, type StartOptions, startService } from './harness.js';
import { ask, createRoom, refusal, takeSeat } from './http.js';

let service: Service;

afterEach(() => service.remove());

/** Rates out of the way but for those of exports. */
const OTHERS = ROOMY.filter((_, i) => !ROOMY[i - (i % 2)]?.startsWith('--exports'));

async function start(flags: readonly string[] = [], options: StartOptions = {}): Promise<void> {
  service = await startService({
    flags: [...OTHERS, '--durability', 'process', ...flags],
    ...options,
  });
}

const SHORT = 'a message of some length '.repeat(16);
/** 12 kB each: so many make more than the kernel keeps for a reader. */
const LONG = '漢'.repeat(4_000);

/** A room with so many messages, and seats without sockets. */
async function room(messages: number, seatCount: number, text = SHORT) {
  const { code } = (await createRoom(service.url)).facts;
  const client = await service.open();
  await client.join(code, { name: 'Ana' });
  for (let n = 0; n < messages; n += 100) {
    const say = () => client.post(code, text, freshKey());
    await Promise.all(Array.from({ length: 100 }, say));
    client.frames.length = 0;
  }
  const seats: string[] = [];
  for (let n = 0; n < seatCount; n++) {
    seats.push((await takeSeat(service.url, code, { name: `Bot ${n}` })).seat);
  }
  return { code, client, seats, path: `/v1/rooms/${code}/export` };
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

/** The 99th percentile of how long sends in another room take over a while, ms. */
async function sendP99(client: BareClient, code: string, over: number): Promise<number> {
  const took: number[] = [];
  const until = performance.now() + over;
  while (performance.now() < until) {
    const sentAt = performance.now();
    await client.post(code, 'x', freshKey());
    took.push(performance.now() - sentAt);
    await elapse(5);
  }
  took.sort((a, b) => a - b);
  return took[Math.floor(took.length * 0.99)] ?? 0;
}

const limited = { code: 'rate_limited', retryAfter: expect.any(Number) };
const unavailable = { code: 'unavailable', retryAfter: expect.any(Number) };

describe('exports', () => {
  it('[W2] are one at a time for a seat, and two for an address of the four there are', async () => {
    await start();
    const { path, seats } = await room(10_000, 3);
    const [ana = '', bo = '', cy = ''] = seats;
    const first = await open(path, ana);
    expect(first.statusCode).toBe(200);
    expect(await refusal(service.url, path, { seat: ana })).toMatchObject(limited);
    const second = await open(path, bo);
    expect(second.statusCode).toBe(200);
    expect(await refusal(service.url, path, { seat: cy })).toMatchObject(unavailable);
    first.destroy();
    await expect.poll(async () => (await ask(service.url, path, { seat: cy })).status).toBe(200);
    second.destroy();
  }, 60_000);

  it('[W2] are 6 an hour for a seat, by socket or not', async () => {
    await start();
    const { path, seats } = await room(100, 1);
    const [seat = ''] = seats;
    for (let n = 0; n < 6; n++) {
      expect((await ask(service.url, path, { seat })).status).toBe(200);
    }
    const refused = await refusal(service.url, path, { seat });
    expect(refused).toMatchObject(limited);
    expect(refused.retryAfter).toBeGreaterThan(500_000);
  });

  it('[W11] are cut off when their reader is slower than its pace', async () => {
    await start(['--export-pace', '10000000']);
    const { path, seats } = await room(2_000, 1, LONG);
    const response = await open(path, seats[0] ?? '');
    const trickle = setInterval(() => response.read(50_000), 50);
    // What the kernel holds for such a reader hides the end from it, so the service is asked.
    const figures = async () => (await ask(service.url, '/metrics')).text;
    await expect
      .poll(figures, { timeout: 30_000, interval: 1_000 })
      .toContain('roomlet_cut_exports_total 1');
    expect(await figures()).toContain('roomlet_exports 0');
    clearInterval(trickle);
    response.destroy();
  }, 60_000);

  it.each(['txt', 'json'])(
    '[W11] asked for 200 times at once (%s) leave the service alive and others in time',
    async (format) => {
      await start([], { env: { NODE_OPTIONS: '--max-old-space-size=256' } });
      const { path, seats } = await room(10_000, 200);
      const { code } = (await createRoom(service.url)).facts;
      const bystander = await service.open();
      await bystander.join(code, { name: 'Bystander' });
      const quiet = await sendP99(bystander, code, 2_000);
      const opened = Promise.all(seats.map((seat) => open(`${path}?format=${format}`, seat)));
      const trickles: NodeJS.Timeout[] = [];
      void opened.then((responses) => {
        for (const response of responses) {
          if (response.statusCode !== 200) response.resume();
          else trickles.push(setInterval(() => response.read(1_000), 100));
        }
      });
      const loud = await sendP99(bystander, code, 6_000);
      for (const trickle of trickles) clearInterval(trickle);
      for (const response of await opened) response.destroy();
      expect(service.running).toBe(true);
      expect(service.alarms()).toEqual([]);
      // Far from the seconds it was: as many requests as these cost something by themselves.
      expect(loud).toBeLessThan(Math.max(20 * quiet, 1_000));
    },
    120_000,
  );
});
