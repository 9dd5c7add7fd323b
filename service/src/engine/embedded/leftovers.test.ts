import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { about, draft, message } from '../contract/stage.js';
import { eventBody } from '../encode.js';
import type { StoredEvent } from '../engine.js';
import { backUp, checkFile } from './backup.js';
import { Body } from './body.js';
import { check } from './check.js';
import { dataFile } from './data-file.js';
import { packEvent } from './embedded-room.js';
import { Store } from './store.js';

const EDITS = 1_050;

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roomlet-leftovers-'));
  store = openStore();
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function openStore(): Store {
  const caps = { logMessages: 100_000, logLength: 100_000 };
  return new Store({ file: dataFile(folder), durability: 'process', ...caps });
}

/** As after a crash of the process: all that was committed is there, and nothing else. */
function reopen(): void {
  store.close();
  store = openStore();
}

type Draft = Parameters<typeof eventBody>[0];

function append(room: number, drafts: readonly Draft[], scrub?: number): void {
  const events = drafts.map((one) => ({ ...packEvent(one), body: Body.of(eventBody(one)) }));
  const rest = scrub === undefined ? {} : { rest: { scrub } };
  store.run([{ op: 'append', room, at: 1, events, ...rest }]);
}

function create(code: string): number {
  const [, opened] = store.run([
    { op: 'create', draft: draft(code) },
    { op: 'open', code },
  ]) as [unknown, { room: number }];
  return opened.room;
}

function read(room: number): StoredEvent[] {
  const range = { room, bound: 0, limit: 1e6, characters: Number.POSITIVE_INFINITY };
  return store.run([{ op: 'readAfter', ...range }])[0] as StoredEvent[];
}

function asked<T>(question: string): T {
  const db = new Database(dataFile(folder), { readonly: true });
  const answer = db.prepare(question).pluck().get() as T;
  db.close();
  return answer;
}

const withText = () => asked<number>(`SELECT count(*) FROM events WHERE json LIKE '%secret%'`);

function problems(): readonly string[] {
  const db = new Database(dataFile(folder), { readonly: true });
  const found = check(db).problems;
  db.close();
  return found;
}

/** A message with many edits, as an older version let it have, and its deletion. */
function deleteEdited(): number {
  const room = create('a');
  const edits = Array.from({ length: EDITS }, (_, i) => about(1, 'edit', `secret ${i}`));
  append(room, [message('k', 'secret'), ...edits, about(1, 'reaction')]);
  append(room, [about(1, 'delete')], 1);
  return room;
}

it('[W15] a deletion takes the text from a hundred edits at once, and from the rest in steps', () => {
  const room = deleteEdited();
  expect(withText()).toBe(EDITS - 100);
  let steps = 0;
  while (store.finish()) {
    steps += 1;
    expect(JSON.stringify(read(room)).includes('secret')).toBe(false);
    expect(problems()).toEqual([]);
    expect(withText()).toBe(Math.max(0, EDITS - 100 - steps * 100));
  }
  expect(steps).toBe(10);
  expect(read(room).filter(({ json }) => json.includes('"deleted":true'))).toHaveLength(EDITS + 1);
  expect(asked('SELECT count(*) FROM scrubs')).toBe(0);
});

it('[W15] a crash between the steps brings no text back, and the steps go on after it', () => {
  const room = deleteEdited();
  for (let cut = 0; cut < 3; cut++) {
    reopen();
    expect(JSON.stringify(read(room)).includes('secret')).toBe(false);
    store.finish();
  }
  expect(withText()).toBe(EDITS - 400);
  while (store.finish());
  expect(withText()).toBe(0);
});

it('[W15] a backup between the steps has none of the text', () => {
  deleteEdited();
  const file = join(folder, 'backup');
  expect(backUp(folder, file).problems).toEqual([]);
  expect(readFileSync(file, 'latin1').includes('secret')).toBe(false);
  expect(checkFile(file)).toMatchObject({ rooms: 1, events: EDITS + 3, problems: [] });
});

it('edits of other messages, and of other rooms, keep their text', () => {
  const other = create('other');
  append(other, [message('k', 'open'), about(1, 'edit', 'open')]);
  const room = deleteEdited();
  append(room, [message('l', 'open'), about(EDITS + 4, 'edit', 'open')]);
  const open = () => (JSON.stringify([read(room), read(other)]).match(/"open/g) ?? []).length;
  expect(open()).toBe(4);
  while (store.finish());
  expect(open()).toBe(4);
});

it('[W15] a room is gone at once, and its rows are erased a thousand at a time', () => {
  const room = create('a');
  for (let i = 0; i < 50; i++) {
    append(
      room,
      Array.from({ length: 100 }, (_, n) => message(`k${n}`, 'secret')),
    );
  }
  store.run([{ op: 'erase', room }]);
  expect(store.run([{ op: 'open', code: 'a' }])).toEqual([undefined]);
  expect(withText()).toBe(4_000);
  expect(problems()).toEqual([]);
  // Its id is not given out again, so that another room does not come by its events.
  reopen();
  const next = create('a');
  append(next, [message('k', 'open')]);
  expect(read(next)).toHaveLength(1);
  const file = join(folder, 'backup');
  expect(backUp(folder, file)).toMatchObject({ rooms: 1, events: 1, problems: [] });
  expect(readFileSync(file, 'latin1').includes('secret')).toBe(false);
  while (store.finish());
  expect(withText()).toBe(0);
  expect(asked('SELECT count(*) FROM gone')).toBe(0);
  expect(read(next)).toHaveLength(1);
});

it('[W15] compaction leaves no byte of what was deleted and erased in steps', () => {
  deleteEdited();
  const erased = create('b');
  for (let i = 0; i < 3_000; i++)
    append(erased, [message(`k${i}`, `secret ${'x'.repeat(i % 900)}`)]);
  store.run([{ op: 'erase', room: erased }]);
  while (store.finish());
  while (store.giveBack(100));
  for (let stretch = 0; store.wipe(stretch); stretch++);
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  expect(bytes.some((all) => all.includes('secret'))).toBe(false);
});
