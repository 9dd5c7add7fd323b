import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// The built engine: its worker thread runs compiled JavaScript only.
import { EmbeddedEngine } from '@roomlet/service/engine/embedded';
import { afterEach, expect, it } from 'vitest';
import { engineContract } from '../contract/contract.js';
import { draft, keyed, message } from '../contract/stage.js';
import type { Engine } from '../engine.js';

let folder: string | undefined;
const inFolder = () => {
  folder ??= mkdtempSync(join(tmpdir(), 'roomlet-engine-'));
  return folder;
};
const clear = async () => {
  if (folder) rmSync(folder, { recursive: true });
  folder = undefined;
};
const open = (options: { logLength: number; now: () => number }) =>
  EmbeddedEngine.open({
    ...options,
    folder: inFolder(),
    durability: 'process',
    onFailure: () => {},
    onRecovered: () => {},
    onUncompacted: () => {},
  });

engineContract('embedded', {
  open,
  crash: (engine: Engine) => (engine as EmbeddedEngine).kill(),
  clear,
});

afterEach(clear);

it('refuses a second engine on the same folder', async () => {
  const engine = await open({ logLength: 10, now: Date.now });
  await expect(open({ logLength: 10, now: Date.now })).rejects.toMatchObject({
    name: 'FolderInUse',
  });
  await engine.close();
});

it('acks nothing after its end', async () => {
  const engine = await open({ logLength: 10, now: Date.now });
  await engine.kill();
  await expect(engine.openRoom('a')).rejects.toMatchObject({ name: 'EngineFailure' });
  await expect(engine.dueRooms(0, 1)).rejects.toMatchObject({ name: 'EngineFailure' });
});

it('refuses what is too much to wait, and does what was taken', async () => {
  const engine = await open({ logLength: 100_000, now: Date.now });
  await engine.createRoom(draft('a'));
  const room = await engine.openRoom('a');
  if (!room) throw new Error('no room');
  const done = await Promise.allSettled(
    Array.from({ length: 30_000 }, (_, i) => room.append(keyed(`k${i}`))),
  );
  const kept = done.filter(({ status }) => status === 'fulfilled').length;
  expect(kept).toBeGreaterThanOrEqual(20_000);
  expect(kept).toBeLessThan(30_000);
  expect(done.at(-1)).toMatchObject({
    status: 'rejected',
    reason: { name: 'EngineBusy', retryAfter: 1_000 },
  });
  // Room again, and nothing of what was refused was done.
  expect(await room.append(keyed('next'))).toMatchObject({ seq: kept + 1 });
  await engine.close();
});

it('refuses what is too large to wait as well: memory is bounded by bytes', async () => {
  const engine = await open({ logLength: 100_000, now: Date.now });
  await engine.createRoom(draft('a'));
  const room = await engine.openRoom('a');
  if (!room) throw new Error('no room');
  const large = 'x'.repeat(1_000_000);
  const done = await Promise.allSettled(
    Array.from({ length: 100 }, (_, i) => room.append({ events: [message(`k${i}`, large)] })),
  );
  const kept = done.filter(({ status }) => status === 'fulfilled').length;
  expect(kept).toBeGreaterThan(60);
  expect(kept).toBeLessThan(80);
  await engine.close();
});
