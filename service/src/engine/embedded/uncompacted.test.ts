import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// The built engine: its worker thread runs compiled JavaScript only.
import { EmbeddedEngine } from '@roomlet/service/engine/embedded';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { draft, keyed } from '../contract/stage.js';
import type { OpenRoom } from '../engine.js';
import { dataFile } from './data-file.js';

let folder: string;
let told: string[];
let engine: EmbeddedEngine | undefined;
let waiting: { what: string; resolve: () => void }[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roomlet-uncompacted-'));
  told = [];
  waiting = [];
});

afterEach(async () => {
  await engine?.close();
  engine = undefined;
  rmSync(folder, { recursive: true });
});

async function open(): Promise<EmbeddedEngine> {
  const tell = (what: string, detail = '') => {
    told.push(what + detail);
    for (const one of waiting) if (one.what === what) one.resolve();
  };
  engine = await EmbeddedEngine.open({
    folder,
    durability: 'process',
    logMessages: 1_000,
    logLength: 1_000,
    retryAfter: 10,
    onFailure: ({ message }) => tell('failed: ', message),
    onRecovered: () => tell('recovered'),
    onUncompacted: (reason) => tell('uncompacted: ', reason),
  });
  return engine;
}

const next = (what: string) => new Promise<void>((resolve) => waiting.push({ what, resolve }));

async function madeRoom(from: EmbeddedEngine): Promise<OpenRoom> {
  await from.createRoom(draft('a'));
  const room = await from.openRoom('a');
  if (!room) throw new Error('no room');
  return room;
}

it('a data file that can not be compacted is told of once, and is no outage', async () => {
  const db = new Database(dataFile(folder));
  db.pragma('page_size = 8192');
  db.pragma('auto_vacuum = 2');
  db.exec('VACUUM');
  db.close();
  const uncompacted = next('uncompacted: ');
  const room = await madeRoom(await open());
  await uncompacted;
  expect(await room.append(keyed('k'))).toMatchObject({ seq: 1 });
  expect(told).toEqual(['uncompacted: The data file has pages of an unknown kind.']);
});

it('[W6] a data file that can not be opened again after a step is an outage with the next change', async () => {
  const room = await madeRoom(await open());
  await room.append(keyed('k'));
  const setVersion = (version: number) => {
    const db = new Database(dataFile(folder));
    const before = db.pragma('user_version', { simple: true });
    db.pragma(`user_version = ${version}`);
    db.close();
    return before as number;
  };
  const version = setVersion(99);
  const uncompacted = next('uncompacted: ');
  await room.append({ scrub: 1 });
  await uncompacted;
  expect(told).toEqual([expect.stringContaining('schema version 99')]);
  await expect(room.append(keyed('l'))).rejects.toMatchObject({ name: 'EngineFailure' });
  const recovered = next('recovered');
  setVersion(version);
  await recovered;
  expect(told.slice(1)).toEqual([expect.stringMatching(/^failed: /), 'recovered']);
  const again = await engine?.openRoom('a');
  expect(again?.snapshot).toMatchObject({ head: 1 });
});
