import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { createRoom } from './http.js';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs the built command to its end. */
function roomlet(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

const DELETED = "json_set(json, '$.deleted', json('true'))";
/** An event about message 3, in the place of another. */
const about = (kind: string) =>
  `json_object('seq', seq, 'at', json -> '$.at', 'kind', '${kind}', 'target', 3${kind === 'edit' ? ", 'text', 'x'" : ''})`;

let service: Service;
let scratch: string;
/** A backup of one room with a join and ten messages. */
let small: string;
let files = 0;
const freshPath = () => join(scratch, `file-${++files}`);

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'roomlet-operator-'));
  service = await startService({ flags: ROOMY });
  await filledRoom(10);
  small = freshPath();
  await roomlet('backup', small, '--data', service.folder);
});

afterAll(async () => {
  await service.remove();
  rmSync(scratch, { recursive: true });
});

/** A room with a member and so many messages. */
async function filledRoom(messages: number) {
  const { facts } = await createRoom(service.url);
  const client = await service.open();
  const joined = await client.join(facts.code);
  const said = (n: number) => client.post(facts.code, `message ${n}`, freshKey());
  await Promise.all(Array.from({ length: messages }, (_, n) => said(n)));
  return { code: facts.code, client, joined };
}

describe('roomlet check', () => {
  it('finds all well beside a running service', async () => {
    await filledRoom(20);
    const { code, out } = await roomlet('check', '--data', service.folder);
    expect(out).toMatch(/^checked \d+ rooms, \d+ events, \d+ keys: all well\n$/);
    expect(code).toBe(0);
  });

  it.each([
    ['a hole in a log', 'DELETE FROM events WHERE seq = 3', /seq 3 is due, and seq 4 is there/],
    [
      'a head that is not',
      'UPDATE rooms SET head = head + 1',
      /the log ends at 11, its head is 12/,
    ],
    ['a wrong stamp', `UPDATE events SET json = replace(json, '"seq":3', '"seq":4')`, /stamped 4/],
    ['what is no JSON', `UPDATE events SET json = '{' WHERE seq = 2`, /seq 2 is not readable/],
    ['a key of another event', 'UPDATE keys SET seq = 2 WHERE seq = 3', /names seq 2/],
    ['a key beyond the head', 'UPDATE keys SET seq = 99 WHERE seq = 3', /names seq 99/],
    ['a message without its key', 'DELETE FROM keys WHERE seq = 3', /seq 3 is a message without/],
    ['what is left of no room', 'DELETE FROM rooms', /events are left of room 1/],
    [
      'a deleted message with its text',
      `UPDATE events SET json = ${DELETED}`,
      /deleted, with text/,
    ],
    [
      'a deletion that took no text',
      `UPDATE events SET target = 3, json = ${about('delete')} WHERE seq = 11`,
      /seq 3 is deleted, with text/,
    ],
    [
      'an edit that outlived its message',
      `UPDATE events SET target = iif(seq = 11, 3, NULL), json = CASE seq
         WHEN 3 THEN json_remove(${DELETED}, '$.text') ELSE ${about('edit')} END
       WHERE seq IN (3, 11)`,
      /seq 11 is deleted, with text/,
    ],
  ])('[W5] [W7] [W15] finds %s, and says so by its exit code', async (_what, damage, sentence) => {
    const folder = freshPath();
    mkdirSync(folder);
    const file = join(folder, 'roomlet.db');
    copyFileSync(small, file);
    const db = new Database(file);
    expect(db.prepare(damage).run().changes).toBeGreaterThan(0);
    db.close();
    const [checked, backedUp] = await Promise.all([
      roomlet('check', '--data', folder),
      roomlet('backup', freshPath(), '--data', folder),
    ]);
    expect(checked.out).toMatch(sentence);
    expect(checked.code).toBe(1);
    expect(backedUp).toMatchObject({ code: 2, err: expect.stringContaining('damaged') });
  });
});

describe('roomlet backup and restore', () => {
  it('[W5] [W6] a backup taken under load is a whole prefix; clients start anew from it [W8]', async () => {
    const { code: room, client, joined } = await filledRoom(50);
    const file = freshPath();
    let sending = true;
    const sent = (async () => {
      while (sending) await client.post(room, 'meanwhile', freshKey());
    })();
    const acked = (await client.post(room, 'acked before the backup', freshKey())).seq;
    const made = await roomlet('backup', file, '--data', service.folder);
    sending = false;
    await sent;
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(scratch).filter((name) => name.endsWith('.part'))).toEqual([]);

    const folder = freshPath();
    const restored = await roomlet('restore', file, '--data', folder);
    expect(restored.out).toBe(made.out.replace(/^backed up (.*) to (.*)/, 'restored $1 from $2'));
    expect((await roomlet('check', '--data', folder)).code).toBe(0);
    const again = await startService({ flags: [...ROOMY, '--data', folder] });
    try {
      const since = { epoch: joined.epoch, seq: acked };
      const back = await (await again.open()).join(room, { seat: joined.seat, since });
      expect(back).toMatchObject({ self: joined.self, recovered: false, first: 1 });
      expect(back.epoch).not.toBe(joined.epoch);
      expect(back.seq).toBeGreaterThanOrEqual(acked);
    } finally {
      await again.remove();
    }
  });

  it('takes a backup of what a crash left behind', async () => {
    const other = await startService({ flags: ROOMY });
    try {
      await createRoom(other.url);
      await other.kill('SIGKILL');
      const { out } = await roomlet('backup', freshPath(), '--data', other.folder);
      expect(out).toContain('backed up 1 rooms');
    } finally {
      await other.remove();
    }
  });

  it('a restore gives every room another epoch each time', async () => {
    const { code: room } = await filledRoom(1);
    const file = freshPath();
    await roomlet('backup', file, '--data', service.folder);
    const epochs = [];
    for (const folder of [freshPath(), freshPath()]) {
      await roomlet('restore', file, '--data', folder);
      const db = new Database(join(folder, 'roomlet.db'), { readonly: true });
      epochs.push(db.prepare('SELECT epoch FROM rooms WHERE code = ?').pluck().get(room));
      db.close();
    }
    expect(new Set(epochs).size).toBe(2);
  });
});

describe('they refuse, in one sentence and without harm,', () => {
  it('a second service on the folder', async () => {
    const { code, err } = await roomlet('serve', '--port', '0', '--data', service.folder);
    expect(code).toBe(2);
    expect(err).toContain('Another Roomlet is using the data folder');
  });

  it('a backup into a file that is there', async () => {
    const file = freshPath();
    writeFileSync(file, 'precious');
    const { code, err } = await roomlet('backup', file, '--data', service.folder);
    expect([code, err]).toEqual([2, `roomlet: ${file} is there already. Choose another name.\n`]);
    expect(readFileSync(file, 'utf8')).toBe('precious');
  });

  it('a restore under a running service, --replace or not', async () => {
    const { code, err } = await roomlet('restore', small, '--replace', '--data', service.folder);
    expect(code).toBe(2);
    expect(err).toContain('Another Roomlet is using the data folder');
  });

  it('a restore over data, unless told to replace them', async () => {
    const folder = freshPath();
    await roomlet('restore', small, '--data', folder);
    const before = readFileSync(join(folder, 'roomlet.db'));
    const { code, err } = await roomlet('restore', small, '--data', folder);
    expect(code).toBe(2);
    expect(err).toContain('--replace');
    expect(readFileSync(join(folder, 'roomlet.db'))).toEqual(before);
    expect((await roomlet('restore', small, '--replace', '--data', folder)).code).toBe(0);
  });

  it.each([
    ['no database', (file: string) => writeFileSync(file, 'no database'.repeat(500)), 'no backup'],
    ['a file cut short', (file: string) => cut(small, file), 'damaged'],
    ['one of a newer Roomlet', (file: string) => age(small, file), 'schema version 99'],
  ])('to restore %s', async (_what, make, reason) => {
    const file = freshPath();
    make(file);
    const folder = freshPath();
    await roomlet('restore', small, '--data', folder);
    const before = readFileSync(join(folder, 'roomlet.db'));
    const { code, err } = await roomlet('restore', file, '--replace', '--data', folder);
    expect(code).toBe(2);
    expect(err).toContain(reason);
    expect(readFileSync(join(folder, 'roomlet.db'))).toEqual(before);
  });

  it.each([
    [['backup'], 'names one file'],
    [['restore', 'a', 'b'], 'names one file'],
    [['check', 'a'], 'takes no file'],
    [['check', '--replace'], "Unknown option '--replace'"],
    [['backup', 'a', '--data', '/nowhere/at/all'], 'holds no data'],
    [['restore', '/nowhere/at/all'], 'There is no file'],
  ])('%j', async (args, sentence) => {
    const { code, err } = await roomlet(...args);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});

function cut(from: string, to: string): void {
  const bytes = readFileSync(from);
  writeFileSync(to, bytes.subarray(0, Math.floor(bytes.length / 2)));
}

function age(from: string, to: string): void {
  writeFileSync(to, readFileSync(from));
  const db = new Database(to);
  db.pragma('user_version = 99');
  db.close();
}
