import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draft, message } from '../contract/stage.js';
import { eventBody } from '../encode.js';
import { backUp, checkFolder } from './backup.js';
import { Body } from './body.js';
import { dataFile } from './data-file.js';
import { restore } from './restore.js';
import { Store } from './store.js';
import { fileSizeLimit, possible } from './testing/fault.js';

const EVENTS = 40;
/** More than a backup of an empty room takes, less than the old data; bytes. */
const LIMIT = 400_000;

let scratch: string;
let backup: string;

const openStore = (folder: string) =>
  new Store({ file: dataFile(folder), durability: 'process', logMessages: 300, logLength: 300 });

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'roomlet-restore-'));
  const other = join(scratch, 'other');
  mkdirSync(other);
  const store = openStore(other);
  store.run([{ op: 'create', draft: draft('new') }]);
  store.close();
  backup = join(scratch, 'backup');
  backUp(other, backup);
});

afterEach(() => rmSync(scratch, { recursive: true }));

/** Leaves data in a folder as a crash does: all that was said last is in the write-ahead log only. */
function leaveData(folder: string): void {
  const live = join(scratch, 'live');
  mkdirSync(live);
  const store = openStore(live);
  store.run([
    { op: 'create', draft: draft('old') },
    ...Array.from({ length: EVENTS }, (_, i) => ({
      op: 'append' as const,
      room: 1,
      at: 1,
      events: [
        {
          body: Body.of(eventBody(message(`k${i}`, 'x'.repeat(20_000)))),
          kind: 'message',
          target: 0,
        },
      ],
    })),
  ]);
  for (const suffix of ['', '-wal']) {
    copyFileSync(dataFile(live) + suffix, dataFile(folder) + suffix);
  }
  store.close();
}

function eventsIn(folder: string): unknown {
  const db = new Database(dataFile(folder));
  const count = db.prepare('SELECT count(*) FROM events').pluck().get();
  db.close();
  return count;
}

describe('a restore that can not bring the old data to rest gives none of them up', () => {
  it('while somebody reads them', () => {
    const folder = join(scratch, 'data');
    mkdirSync(folder);
    leaveData(folder);
    const reader = new Database(dataFile(folder), { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT * FROM rooms').all();
    try {
      expect(() => restore(folder, backup, true)).toThrow('Nothing was changed');
    } finally {
      reader.close();
    }
    expect(eventsIn(folder)).toBe(EVENTS);
    expect(restore(folder, backup, true)).toMatchObject({ rooms: 1, events: 0 });
    expect(eventsIn(folder)).toBe(0);
  });

  it.skipIf(!possible(fileSizeLimit))('when there is no room for that on the disk', () => {
    const fault = fileSizeLimit(LIMIT);
    const { folder } = fault;
    try {
      leaveData(folder);
      fault.strike();
      expect(() => restore(folder, backup, true)).toThrow('Nothing was changed');
      fault.mend();
      expect(eventsIn(folder)).toBe(EVENTS);
      expect(restore(folder, backup, true)).toMatchObject({ rooms: 1, events: 0 });
    } finally {
      fault.end();
    }
  });
});

it.each([
  ['no database', () => 'no database'.repeat(1_000)],
  ['a broken schema', (whole: string) => whole.replace('CREATE TABLE rooms', 'CREXTE TABLE rooms')],
])('a restore takes the place of what is past reading: %s', (_what, damage) => {
  const folder = join(scratch, 'data');
  mkdirSync(folder);
  const whole = readFileSync(backup, 'latin1');
  const damaged = damage(whole);
  expect(damaged).not.toBe(whole);
  writeFileSync(dataFile(folder), damaged, 'latin1');
  expect(restore(folder, backup, true)).toMatchObject({ rooms: 1 });
  expect(checkFolder(folder)).toMatchObject({ rooms: 1, problems: [] });
});
