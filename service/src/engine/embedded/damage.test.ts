import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// The built engine: its worker thread runs compiled JavaScript only.
import { EmbeddedEngine } from '@roomlet/service/engine/embedded';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANA, draft, keyed, parse, seat, seqs } from '../contract/stage.js';
import { stampEvent } from '../encode.js';
import { checkFolder } from './backup.js';
import { dataFile } from './data-file.js';
import { V1 } from './testing/v1.js';
import { V2 } from './testing/v2.js';

let folder: string;
let folders: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roomlet-damage-'));
  folders = [folder];
});

afterEach(() => {
  for (const one of folders) rmSync(one, { recursive: true });
});

function anotherFolder(): string {
  const another = mkdtempSync(join(tmpdir(), 'roomlet-damage-'));
  folders.push(another);
  return another;
}

const open = (where = folder) =>
  EmbeddedEngine.open({
    folder: where,
    logMessages: 10_000,
    logLength: 10_000,
    durability: 'power',
    onFailure: () => {},
    onRecovered: () => {},
    onUncompacted: () => {},
  });

async function openRoom(engine: EmbeddedEngine, code = 'a') {
  const room = await engine.openRoom(code);
  if (!room) throw new Error('no room');
  return room;
}

it('[W5] [W6] of a write-ahead log cut anywhere, what is left is a contiguous start of the log', async () => {
  const engine = await open();
  await engine.createRoom(draft('a'));
  const room = await openRoom(engine);
  await room.append({ seats: [seat('ana')] });
  const log = `${dataFile(folder)}-wal`;
  /** Bytes of the write-ahead log by which each append was acked. */
  const ackedBy: number[] = [];
  for (let i = 0; i < 60; i++) {
    await room.append(keyed(`k${i}`));
    ackedBy.push(readFileSync(log).length);
  }
  const [file, whole] = [readFileSync(dataFile(folder)), readFileSync(log)];
  await engine.close();

  const heads = new Set<number>();
  for (let cut = whole.length; cut > 0; cut -= Math.ceil(whole.length / 40) + 13) {
    const into = anotherFolder();
    writeFileSync(dataFile(into), file);
    // A torn write leaves rubbish as well as nothing.
    const rubbish = Buffer.alloc(cut % 2 === 0 ? 5_000 : 0, 0xa5);
    writeFileSync(`${dataFile(into)}-wal`, Buffer.concat([whole.subarray(0, cut), rubbish]));
    const again = await open(into);
    const reopened = await again.openRoom('a');
    const head = reopened?.snapshot.head ?? 0;
    heads.add(head);
    expect(head).toBeGreaterThanOrEqual(ackedBy.filter((bytes) => bytes <= cut).length);
    const kept = (await reopened?.readAfter(0, 1_000)) ?? [];
    expect(seqs(kept)).toEqual(Array.from({ length: head }, (_, i) => i + 1));
    expect(checkFolder(into).problems).toEqual([]);
    if (reopened) expect(await reopened.append(keyed('new'))).toMatchObject({ seq: head + 1 });
    await again.close();
  }
  expect(heads.size).toBeGreaterThan(10);
}, 60_000);

describe('refuses to open, in words for an operator,', () => {
  it('a data file of a newer schema, and leaves it as it was', async () => {
    await (await open()).close();
    const db = new Database(dataFile(folder));
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(dataFile(folder));
    await expect(open()).rejects.toThrow('schema version 99');
    expect(readFileSync(dataFile(folder))).toEqual(before);
  });

  it('a file where the folder should be', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(open(file)).rejects.toThrow('EEXIST');
  });

  it('what is no database', async () => {
    writeFileSync(dataFile(folder), 'no database'.repeat(1_000));
    await expect(open()).rejects.toThrow('not a database');
  });

  // Root may write wherever it is, but on a filesystem that nobody may write to.
  const lock = process.getuid?.() === 0 ? canMount() && mountReadOnly : forbidWriting;
  it.skipIf(!lock)(
    'a folder that can only be read (for root: where it may mount one)',
    async () => {
      await (await open()).close();
      const locked = anotherFolder();
      const unlock = lock ? lock(folder, locked) : () => {};
      try {
        await expect(open(locked)).rejects.toThrow(/read.?only|unable to open/i);
      } finally {
        unlock();
      }
      await (await open()).close();
    },
  );
});

/** Shows a folder's files at another one, where they can only be read. @returns what ends that. */
function mountReadOnly(from: string, at: string): () => void {
  execFileSync('mount', ['--bind', from, at]);
  const unmount = () => execFileSync('umount', [at]);
  try {
    execFileSync('mount', ['-o', 'remount,bind,ro', at]);
  } catch (error) {
    unmount();
    throw error;
  }
  return unmount;
}

/** Takes the permission to write from a folder. @returns what gives it back. */
function forbidWriting(_from: string, at: string): () => void {
  chmodSync(at, 0o500);
  return () => chmodSync(at, 0o700);
}

function canMount(): boolean {
  const at = mkdtempSync(join(tmpdir(), 'roomlet-mount-'));
  try {
    execFileSync('mount', ['--bind', at, at], { stdio: 'ignore' });
    execFileSync('umount', [at]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(at, { recursive: true });
  }
}

describe('a room whose records are not readable', () => {
  it.each([
    ['its own', `UPDATE rooms SET record = '{' WHERE code = 'a'`],
    ['one of a seat', `UPDATE seats SET record = '{'`],
  ])('is the only one that can not be opened (%s), and no outage', async (_whose, damage) => {
    const first = await open();
    await first.createRoom(draft('a', { keyHash: 'key of a' }));
    await first.createRoom(draft('b'));
    await (await openRoom(first)).append({ seats: [seat('ana')] });
    await first.close();
    const db = new Database(dataFile(folder));
    expect(db.prepare(damage).run().changes).toBe(1);
    db.close();
    const engine = await open();
    const [a, b] = await Promise.allSettled([engine.openRoom('a'), openRoom(engine, 'b')]);
    expect(a).toMatchObject({
      reason: expect.objectContaining({
        name: 'Error',
        message: expect.stringContaining('room a'),
      }),
    });
    if (b.status !== 'fulfilled') throw b.reason;
    expect(await b.value.append(keyed('k'))).toMatchObject({ seq: 1 });
    await engine.close();
  });

  it('does not keep another from being made with the key it was made with', async () => {
    const first = await open();
    await first.createRoom(draft('a', { keyHash: 'key' }));
    await first.close();
    const db = new Database(dataFile(folder));
    db.exec(`UPDATE rooms SET record = '{'`);
    db.close();
    const engine = await open();
    expect(await engine.roomByKey('key', 0)).toBeUndefined();
    const made = await engine.createRoom(draft('b', { keyHash: 'key', keySince: 0 }));
    expect(made).toEqual({ result: 'created' });
    await engine.close();
  });
});

describe('a data file of the first schema', () => {
  beforeEach(() => {
    const db = new Database(dataFile(folder));
    db.pragma('journal_mode = WAL');
    db.exec(V1);
    const { record, epoch } = draft('a');
    db.prepare(
      `INSERT INTO rooms (code, epoch, head, first, last_at, wake_at, created_at, key_hash, record)
       VALUES ('a', ?, 3, 1, 7, 99, 1, NULL, ?)`,
    ).run(epoch, JSON.stringify(record));
    const events = [
      { kind: 'message', by: ANA, key: 'k1', text: 'one' },
      { kind: 'edit', by: ANA, target: 1, text: 'one, edited' },
      { kind: 'message', by: ANA, key: 'k3', text: 'three' },
    ];
    const put = db.prepare('INSERT INTO events (room, seq, json) VALUES (1, ?, ?)');
    events.forEach((event, i) => {
      put.run(i + 1, stampEvent(JSON.stringify(event), i + 1, 7));
    });
    const key = db.prepare(
      "INSERT INTO keys (room, seat, key, seq, at) VALUES (1, 'ana', ?, ?, 7)",
    );
    key.run('k1', 1);
    key.run('k3', 3);
    const record1 = JSON.stringify(seat('ana'));
    db.prepare("INSERT INTO seats (room, id, record) VALUES (1, 'ana', ?)").run(record1);
    db.close();
  });

  it('is brought up with all it holds, and serves as if it had been made today', async () => {
    const engine = await open();
    const room = await openRoom(engine);
    expect(room.snapshot).toMatchObject({ head: 3, first: 1, epoch: 'epoch of a' });
    expect(room.snapshot.seats).toEqual([seat('ana')]);
    expect(await room.readAmended(1, 9)).toMatchObject({ edits: 1, lastEdit: { seq: 2 } });
    expect(await room.append(keyed('k1'))).toMatchObject({ seq: 1, duplicate: true });
    await room.append({ scrub: 1, reads: [{ seat: 'ana', seq: 3 }] });
    expect((await room.readAfter(0, 2)).map(parse)).toMatchObject([
      { deleted: true },
      { deleted: true },
    ]);
    await engine.close();
    const again = await open();
    expect((await openRoom(again)).snapshot.seats).toEqual([seat('ana', { readSeq: 3 })]);
    await again.close();
    expect(checkFolder(folder)).toMatchObject({ rooms: 1, events: 3, keys: 2, problems: [] });
  });

  it('is not read by check before that, which says what to do', () => {
    expect(() => checkFolder(folder)).toThrow('Start this one on them once');
  });

  it('is brought up again after a start that was cut short', async () => {
    const copy = anotherFolder();
    copyFileSync(dataFile(folder), dataFile(copy));
    const half = new Database(dataFile(copy));
    half.pragma('auto_vacuum = 2');
    half.exec('VACUUM');
    half.close();
    const engine = await open(copy);
    expect((await openRoom(engine)).snapshot.head).toBe(3);
    await engine.close();
  });
});

describe('a data file of the second schema', () => {
  const CROWD = 300;
  beforeEach(() => {
    const db = new Database(dataFile(folder));
    db.pragma('journal_mode = WAL');
    db.exec(V2);
    const reaction = (member: string, emoji: string, on: boolean) => {
      const by = { id: member, name: member };
      return { kind: 'reaction' as const, by, target: 1, emoji, on };
    };
    const events = [
      { kind: 'message', by: ANA, key: 'k1', text: 'one' },
      reaction('ana', '+', true),
      { kind: 'edit', by: ANA, target: 1, text: 'one, edited' },
      reaction('ana', '+', false),
      reaction('ana', '-', true),
      ...Array.from({ length: CROWD }, (_, i) => reaction(`m${i % 100}`, '+', i < 250)),
      { kind: 'message', by: ANA, key: 'k2', text: 'two' },
    ];
    const room = db.prepare(
      `INSERT INTO rooms (code, epoch, head, first, last_at, wake_at, created_at, key_hash, record)
       VALUES (?, 'epoch', ?, 1, 7, 99, 1, NULL, ?)`,
    );
    const put = db.prepare('INSERT INTO events (room, seq, json, target) VALUES (?, ?, ?, ?)');
    const putSeat = db.prepare(`INSERT INTO seats (room, id, record) VALUES (?, 'bo', ?)`);
    ['a', 'b'].forEach((code, n) => {
      room.run(code, events.length, JSON.stringify(draft(code).record));
      events.forEach((event, i) => {
        const target = 'target' in event ? event.target : null;
        put.run(n + 1, i + 1, stampEvent(JSON.stringify(event), i + 1, 7), target);
      });
      putSeat.run(n + 1, JSON.stringify(seat('bo', { keyHash: `key in ${code}` })));
    });
    db.close();
  });

  it('is brought up with what stands, and serves as if it had been made today', async () => {
    const engine = await open();
    const room = await openRoom(engine);
    const log = await room.readAfter(0, 1_000);
    expect(log).toHaveLength(CROWD + 6);
    expect(await room.readAmended(1, 9)).toEqual({ edits: 1, lastEdit: log[2] });
    const wish = { message: 1, member: 'ana', emoji: '+', limit: 9 };
    const kinds = { kinds: 2, isOn: true };
    expect(await room.readReactions(wish)).toEqual({ last: log[3], own: 1, ...kinds });
    const m40 = { ...wish, member: 'm40' };
    expect(await room.readReactions(m40)).toEqual({ last: log[245], own: 1, ...kinds });
    const m60 = { ...wish, member: 'm60' };
    expect(await room.readReactions(m60)).toEqual({ last: log[265], own: 0, ...kinds });
    expect(await engine.proves('a', { tokenHash: 'token of bo' })).toBe(true);
    expect(await engine.proves('b', { keyHash: 'key in b' })).toBe(true);
    expect(await engine.proves('b', { keyHash: 'key in a' })).toBe(false);
    await engine.close();
    expect(checkFolder(folder)).toMatchObject({ rooms: 2, problems: [] });
  });

  it('has its messages counted: the cap on them holds from the first change on', async () => {
    const engine = await EmbeddedEngine.open({
      ...{ folder, logMessages: 2, logLength: 10_000, durability: 'process' },
      ...{ onFailure: () => {}, onRecovered: () => {}, onUncompacted: () => {} },
    });
    const room = await openRoom(engine);
    await room.append(keyed('k3'));
    expect(seqs(await room.readAfter(0, 1))).toEqual([2]);
    await room.append(keyed('k4'));
    expect(seqs(await room.readAfter(0, 9))).toEqual([CROWD + 7, CROWD + 8]);
    await engine.close();
    expect(checkFolder(folder)).toMatchObject({ rooms: 2, problems: [] });
  });
});
