import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import type { EventsPage, Joined } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { ask, createRoom, json } from './http.js';

/** Blocks of 512 or 1,024 bytes that any file of the service may have: a disk that gets full. */
const FULL_SOON = ['sh', '-c', 'ulimit -S -f 4096; exec "$0" "$@"'];
const NO_LIMIT: string[] = [];
/** What an operator does: room on the disk again. Linux only. */
const mend = (service: Service) =>
  execFileSync('prlimit', ['--pid', String(service.pid), '--fsize=unlimited:']);
const canMend = process.platform === 'linux';

let service: Service;

afterEach(() => service.remove());

interface Scene {
  code: string;
  ana: BareClient;
  ben: BareClient;
  joined: Joined;
  /** Keys of messages that were acked, with their seqs. */
  acked: Map<string, number>;
  /** Keys of messages that got no answer, or an error. */
  unacked: Set<string>;
}

/** Two in a room, of whom one talks until the disk is full. */
async function fillDisk(): Promise<Scene> {
  service = await startService({ flags: ROOMY, under: FULL_SOON });
  const { facts } = await createRoom(service.url);
  const { code } = facts;
  const [ana, ben] = [await service.open(), await service.open()];
  const joined = await ana.join(code);
  await ben.join(code, { name: 'Ben' });
  const acked = new Map<string, number>();
  const unacked = new Set<string>();
  const post = async (key: string) => {
    try {
      acked.set(key, (await ana.post(code, key.padEnd(3_500, '.'), key)).seq);
    } catch {
      unacked.add(key);
    }
  };
  while (unacked.size === 0) await Promise.all(Array.from({ length: 10 }, () => post(freshKey())));
  return { code, ana, ben, joined, acked, unacked };
}

/** All that is kept, by a seat's token. */
async function readLog({ code, joined }: Scene) {
  const events = [];
  for (let after = 0; ; after = events.length) {
    const path = `/v1/rooms/${code}/events?after=${after}&limit=200`;
    const page = await json<EventsPage>(service.url, path, { seat: joined.seat });
    events.push(...page.events);
    if (events.length >= page.seq) return events;
  }
}

/** What must hold of the log, whatever happened to the disk. */
async function expectTrue(scene: Scene): Promise<void> {
  const log = await readLog(scene);
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
  const seqOf = new Map(log.map(({ key, seq }) => [key, seq]));
  for (const [key, seq] of scene.acked) expect(seqOf.get(key)).toBe(seq);
  const pushed = scene.ben.pushedSeqs(scene.code);
  expect(Math.max(...pushed)).toBeLessThanOrEqual(log.length);
  // Nobody knows what became of the rest: sent again, each is there exactly once.
  const ana = await service.open();
  await ana.join(scene.code, { seat: scene.joined.seat });
  for (const key of scene.unacked) await ana.post(scene.code, key, key);
  const keys = (await readLog(scene)).flatMap(({ key }) => key ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of [...scene.acked.keys(), ...scene.unacked]) expect(keys).toContain(key);
}

const readiness = async () => (await ask(service.url, '/readyz')).status;

describe('when the disk is full', () => {
  it('[W6] nothing is acked, everyone is sent away, and the operator is told', async () => {
    const { ana, ben, code } = await fillDisk();
    expect(await Promise.all([ana.closed, ben.closed])).toEqual([1013, 1013]);
    expect(await readiness()).toBe(503);
    expect((await ask(service.url, '/healthz')).status).toBe(200);
    expect((await ask(service.url, '/metrics')).text).toContain('roomlet_storage_up 0');
    await expect(service.open()).rejects.toThrow('refused with 503');
    const facts = await ask(service.url, `/v1/rooms/${code}`);
    expect(facts.status).toBe(503);
    expect(facts.headers['retry-after']).toBe('2');
    const [alarm, ...more] = service.alarms();
    expect(alarm?.msg).toMatch(
      /^Storage failed: .*\(SQLITE_\w+\)\. Nothing is acked until .* space/,
    );
    expect(more).toEqual([]);
  });

  it('[W5] [W6] [W7] a restart with room on the disk has all that was acked, once', async () => {
    const scene = await fillDisk();
    expect(await service.kill('SIGTERM')).toBe(0);
    await service.start(ROOMY, NO_LIMIT);
    await expectTrue(scene);
  });

  it.skipIf(!canMend)('[W5] [W6] [W7] it goes on by itself when there is room again', async () => {
    const scene = await fillDisk();
    await Promise.all([scene.ana.closed, scene.ben.closed]);
    mend(service);
    await expect.poll(readiness, { timeout: 10_000, interval: 50 }).toBe(200);
    expect(service.log().at(-1)?.msg).toBe('storage can be written again: ready');
    expect((await ask(service.url, '/metrics')).text).toContain('roomlet_storage_up 1');
    const ben = await service.open();
    const since = { epoch: scene.joined.epoch, seq: 1 };
    expect(await ben.join(scene.code, { name: 'Ben again', since })).toMatchObject({
      recovered: true,
    });
    await expectTrue(scene);
  });
});

it('[W15] data files that can not be compacted are warned of, and served as ever', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roomlet-pages-'));
  try {
    const db = new Database(join(folder, 'roomlet.db'));
    db.pragma('page_size = 8192');
    db.pragma('auto_vacuum = 2');
    db.exec('VACUUM');
    db.close();
    service = await startService({ flags: [...ROOMY, '--data', folder] });
    const warnings = () => service.log().filter(({ level }) => level >= 40);
    await expect.poll(() => warnings().length, { timeout: 10_000 }).toBe(1);
    const { facts } = await createRoom(service.url);
    const client = await service.open();
    await client.join(facts.code);
    expect(await client.post(facts.code, 'all the same', freshKey())).toMatchObject({ seq: 2 });
    expect(warnings()).toMatchObject([
      { level: 40, msg: expect.stringMatching(/^The data files .* Deleted text may still be in/) },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
