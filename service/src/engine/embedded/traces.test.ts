import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ANA, draft } from '../contract/stage.js';
import { eventBody } from '../encode.js';
import { Body } from './body.js';
import { check } from './check.js';
import { dataFile } from './data-file.js';
import type { StoredChange } from './request.js';
import { Store } from './store.js';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roomlet-traces-'));
  store = openStore();
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function openStore(): Store {
  return new Store({
    file: dataFile(folder),
    durability: 'process',
    logMessages: 300,
    logLength: 300,
  });
}

function compact(): void {
  while (store.finish());
  while (store.giveBack(100));
  for (let stretch = 0; store.wipe(stretch); stretch++);
}

/** Which of these are found in any byte of any file of the folder. */
function traces(texts: Iterable<string>): string[] {
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  const found = new Set(bytes.flatMap((all) => all.match(/<\d+:\d+>/g) ?? []));
  return [...texts].filter((text) => found.has(text));
}

/** Numbers that look random, the same each time. */
function sequence(): (below: number) => number {
  let state = 7;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** A store's rooms, and which texts are kept in them or not any more. */
class Rooms {
  readonly #live = new Map<number, Map<number, string>>();
  readonly dead = new Set<string>();
  #count = 0;

  get live(): string[] {
    return [...this.#live.values()].flatMap((texts) => [...texts.values()]);
  }

  create(room: number): void {
    this.#count += 1;
    const code = `room ${this.#count}`;
    const [, made] = store.run([
      { op: 'create', draft: draft(code) },
      { op: 'open', code },
    ]);
    expect(made).toMatchObject({ room });
    this.#live.set(room, new Map());
  }

  say(room: number, length: number): void {
    this.#count += 1;
    const text = `<${room}:${this.#count}>`;
    const body = eventBody({ kind: 'message', by: ANA, key: 'k', text: text.padEnd(length, 'x') });
    const events = [{ body: Body.of(body), kind: 'message', target: 0 }];
    const [done] = store.run([{ op: 'append', room, at: 1, events }]) as [StoredChange];
    const texts = this.#texts(room).set(done.seq, text);
    for (const seq of texts.keys()) if (seq < done.first) this.#end(texts, seq);
  }

  scrub(room: number, pick: (below: number) => number): void {
    const texts = this.#texts(room);
    const seq = [...texts.keys()][pick(texts.size || 1)];
    if (seq === undefined) return;
    store.run([{ op: 'append', room, at: 1, events: [], rest: { scrub: seq } }]);
    this.#end(texts, seq);
  }

  erase(room: number): void {
    store.run([{ op: 'erase', room }]);
    const texts = this.#texts(room);
    for (const seq of [...texts.keys()]) this.#end(texts, seq);
    this.#live.delete(room);
  }

  #texts(room: number): Map<number, string> {
    const texts = this.#live.get(room);
    if (!texts) throw new Error(`no room ${room}`);
    return texts;
  }

  #end(texts: Map<number, string>, seq: number): void {
    this.dead.add(texts.get(seq) ?? '');
    texts.delete(seq);
  }
}

it('[W15] leaves no trace of what was scrubbed, trimmed or erased, and all of the rest', () => {
  const pick = sequence();
  const rooms = new Rooms();
  let newest = 0;
  while (newest < 40) rooms.create(++newest);
  for (let i = 0; i < 20_000; i++) {
    const room = newest - pick(40);
    const dice = pick(1_000);
    if (dice < 60) {
      rooms.scrub(room, pick);
    } else if (dice < 62) {
      // The oldest goes, a new one comes.
      rooms.erase(newest - 39);
      rooms.create(++newest);
    } else {
      rooms.say(room, dice < 80 ? pick(12_000) : pick(300));
    }
  }
  const { live, dead } = rooms;
  expect(dead.size).toBeGreaterThan(5_000);
  // SQLite's own secure_delete is not enough: this is what compaction is for.
  while (store.giveBack(100));
  expect(traces(dead).length).toBeGreaterThan(0);
  compact();
  expect(traces(dead)).toEqual([]);
  expect(traces(live)).toHaveLength(live.length);
  const db = new Database(dataFile(folder), { readonly: true });
  expect(check(db).problems).toEqual([]);
  db.close();
}, 60_000);

it('[W15] gives free pages back: the file shrinks', () => {
  const rooms = new Rooms();
  rooms.create(1);
  rooms.create(2);
  for (let i = 0; i < 300; i++) for (const room of [1, 2]) rooms.say(room, 10_000);
  compact();
  const before = readFileSync(dataFile(folder)).length;
  rooms.erase(1);
  compact();
  expect(readFileSync(dataFile(folder)).length).toBeLessThan(0.6 * before);
});

it('waits while somebody reads the file, and goes on after', () => {
  const rooms = new Rooms();
  rooms.create(1);
  rooms.say(1, 100);
  const reader = new Database(dataFile(folder), { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT * FROM rooms').all();
  rooms.say(1, 100);
  expect(store.wipe(0)).toBeUndefined();
  reader.close();
  expect(store.wipe(0)).toBe(false);
});
