import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FolderStorage } from './folder-storage.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roomlet-storage-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is shared by all who use its folder, whatever the names of its items', () => {
  const [one, other] = [new FolderStorage(folder), new FolderStorage(folder)];
  one.setItem('roomlet http://127.0.0.1:8080 k7w', 'kept');
  expect(other.getItem('roomlet http://127.0.0.1:8080 k7w')).toBe('kept');
  expect([other.length, other.key(0)]).toEqual([1, 'roomlet http://127.0.0.1:8080 k7w']);
  other.removeItem('roomlet http://127.0.0.1:8080 k7w');
  expect(one.getItem('roomlet http://127.0.0.1:8080 k7w')).toBe(null);
});

it('leaves no half of an item behind: what a killed process was writing isn’t one', () => {
  const storage = new FolderStorage(folder);
  writeFileSync(join(folder, 'item.1234.draft'), '{"half');
  expect([storage.length, storage.key(0)]).toEqual([0, null]);
  storage.setItem('item', 'whole');
  expect(readdirSync(folder).sort()).toEqual(['item', 'item.1234.draft']);
});

it('keeps its keys still for a turn, as localStorage does', async () => {
  const [one, other] = [new FolderStorage(folder), new FolderStorage(folder)];
  for (const name of ['a', 'b', 'c']) one.setItem(name, name);
  expect(one.length).toBe(3);
  other.removeItem('a');
  const names = Array.from({ length: one.length }, (_, index) => one.key(index));
  expect(names.sort()).toEqual(['a', 'b', 'c']);
  await new Promise(setImmediate);
  expect(one.length).toBe(2);
});
