import { afterEach, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { createRoom } from './http.js';

let service: Service;

afterEach(() => service.remove());

async function crowd(count: number, drain: string) {
  service = await startService({ flags: [...ROOMY, '--drain', drain] });
  const { facts } = await createRoom(service.url);
  const clients = await Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const client = await service.open();
      await client.join(facts.code, { name: `Member ${i}` });
      return client;
    }),
  );
  return { code: facts.code, clients };
}

it('[W6] [W13] a stop under load sends clients away spread out, and loses nothing', async () => {
  const { code, clients } = await crowd(40, '1s');
  const acked = new Map<string, number>();
  const post = async (client: BareClient) => {
    for (;;) {
      const key = freshKey();
      // Ends with the connection.
      const done = await client.post(code, key, key).catch(() => undefined);
      if (!done) return;
      acked.set(key, done.seq);
    }
  };
  const load = clients.map(post);
  const times: number[] = [];
  const codes = clients.map(async (client) => {
    const closed = await client.closed;
    times.push(Date.now());
    return closed;
  });
  const before = Date.now();
  const exit = service.kill('SIGTERM');
  const [first] = clients;
  expect((await first?.frame(({ type }) => type === 'drain'))?.retryIn).toBe(1_000);
  const atDrain = acked.size;
  expect(await Promise.all(codes)).toEqual(Array(40).fill(4002));
  expect(await exit).toBe(0);
  expect(Date.now() - before).toBeLessThan(6_000);
  await Promise.all(load);
  // Served until the end of each connection, which were not all at once.
  expect(acked.size).toBeGreaterThan(atDrain);
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(150);

  await service.start();
  const client = await service.open();
  const { seq } = await client.join(code, { name: 'Late' });
  const kept = new Map<string, number>();
  for (let after = 0; after < seq; ) {
    const { events } = await client.history(code, { after, limit: 200 });
    for (const event of events) {
      if (event.key !== undefined) kept.set(event.key, event.seq);
      after = event.seq;
    }
  }
  for (const [key, at] of acked) expect(kept.get(key)).toBe(at);
  expect(service.alarms()).toEqual([]);
});

it('while it drains it is not ready, and takes no new connections', async () => {
  const { clients } = await crowd(2, '2s');
  const exit = service.kill('SIGTERM');
  await Promise.all(clients.map((client) => client.frame(({ type }) => type === 'drain')));
  await expect(fetch(`${service.url}/readyz`)).rejects.toThrow();
  await expect(service.open()).rejects.toThrow();
  expect(await exit).toBe(0);
});

it('a stop without connections waits for nobody; a second signal ends it at once', async () => {
  const { clients } = await crowd(1, '60s');
  const exit = service.kill('SIGTERM');
  await clients[0]?.frame(({ type }) => type === 'drain');
  await service.kill('SIGTERM');
  expect(await exit).toBe(1);
  await service.start();
  const before = Date.now();
  expect(await service.kill('SIGTERM')).toBe(0);
  expect(Date.now() - before).toBeLessThan(5_000);
});
