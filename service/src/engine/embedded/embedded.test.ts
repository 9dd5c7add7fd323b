import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// The built engine: its worker thread runs compiled JavaScript only.
import { EmbeddedEngine } from '@roomlet/service/engine/embedded';
import { afterEach, expect, it } from 'vitest';
import { engineContract } from '../contract/contract.js';
import { ANA, draft, keyed, message, seqs } from '../contract/stage.js';
import type { Engine, LogCaps } from '../engine.js';

let folder: string | undefined;
const inFolder = () => {
  folder ??= mkdtempSync(join(tmpdir(), 'roomlet-engine-'));
  return folder;
};
const clear = async () => {
  if (folder) rmSync(folder, { recursive: true });
  folder = undefined;
};
const open = (options: LogCaps & { now: () => number }) =>
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
  const engine = await open({ logMessages: 10, logLength: 10, now: Date.now });
  await expect(open({ logMessages: 10, logLength: 10, now: Date.now })).rejects.toMatchObject({
    name: 'FolderInUse',
  });
  await engine.close();
});

it('acks nothing after its end', async () => {
  const engine = await open({ logMessages: 10, logLength: 10, now: Date.now });
  await engine.kill();
  await expect(engine.openRoom('a')).rejects.toMatchObject({ name: 'EngineFailure' });
  await expect(engine.dueRooms(0, 1)).rejects.toMatchObject({ name: 'EngineFailure' });
});

it('smaller caps than before trim a log that is larger, change by change', async () => {
  const now = Date.now;
  const started = async (caps: LogCaps) => {
    const engine = await open({ ...caps, now });
    await engine.createRoom(draft('a'));
    const room = await engine.openRoom('a');
    if (!room) throw new Error('no room');
    return { engine, room };
  };
  const large = await started({ logMessages: 5_000, logLength: 5_000 });
  for (const key of 'abcdef') await large.room.append(keyed(key));
  await large.engine.close();
  const fewMessages = await started({ logMessages: 3, logLength: 5_000 });
  await fewMessages.room.append({ events: [{ kind: 'joined', by: ANA }] });
  expect(seqs(await fewMessages.room.readAfter(0, 99))).toEqual([4, 5, 6, 7]);
  await fewMessages.engine.close();
  const few = await started({ logMessages: 3, logLength: 2 });
  await few.room.append(keyed('h'));
  expect(seqs(await few.room.readAfter(0, 99))).toEqual([7, 8]);
  await few.engine.close();
});

it('refuses what is too much to wait, and does what was taken', async () => {
  const engine = await open({ logMessages: 100_000, logLength: 100_000, now: Date.now });
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
  const engine = await open({ logMessages: 100_000, logLength: 100_000, now: Date.now });
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
