import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// The built engine: its worker thread runs compiled JavaScript only.
import { EmbeddedEngine } from '@roomlet/service/engine/embedded';
import { afterEach, expect, it } from 'vitest';
import { engineContract } from '../contract/contract.js';
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
