import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { ask, createRoom } from './http.js';

/** Several pages of the data file for each room. */
const COUNT = 300;
/** Compaction follows an erasure soon, and works in steps. */
const SOON = { timeout: 10_000, interval: 100 };

let service: Service;
let code: string;
let seat: string;

/** A room whose every text, and its member's name, hold the mark. */
async function join(mark: string): Promise<{ client: BareClient; code: string; seat: string }> {
  const { facts, hostToken } = await createRoom(service.url, { title: `${mark}-title` });
  const client = await service.open();
  const { seat } = await client.join(facts.code, { name: `${mark}-name`, hostToken });
  return { client, code: facts.code, seat };
}

beforeEach(async () => {
  service = await startService({ flags: [...ROOMY, '--durability', 'process'] });
  const [vanishing, lasting] = [await join('vanishing'), await join('lasting')];
  ({ code, seat } = vanishing);
  // In turns, so that the two lie side by side in the files.
  for (let n = 0; n < COUNT; n++) {
    await Promise.all([
      vanishing.client.post(vanishing.code, `vanishing-text ${n}`, freshKey()),
      lasting.client.post(lasting.code, `lasting-text ${n}`, freshKey()),
    ]);
  }
});

afterEach(() => service.remove());

const traces = (mark: string) => service.files().split(mark).length - 1;

async function erase(): Promise<void> {
  expect(traces('vanishing')).toBeGreaterThan(2 * COUNT);
  const { status } = await ask(service.url, `/v1/rooms/${code}`, { method: 'DELETE', seat });
  expect(status).toBe(204);
}

it('[W10] of an erased room nothing stays in the data files; of another all does', async () => {
  await erase();
  await expect.poll(() => traces('vanishing'), SOON).toBe(0);
  expect(traces('lasting')).toBeGreaterThanOrEqual(2 * COUNT);
  expect((await ask(service.url, `/v1/rooms/${code}`)).status).toBe(404);
});

it('[W6] [W10] nor of one that was erased right before a crash', async () => {
  await erase();
  await service.crashAndRestart();
  await expect.poll(() => traces('vanishing'), SOON).toBe(0);
  expect(traces('lasting')).toBeGreaterThanOrEqual(2 * COUNT);
});
