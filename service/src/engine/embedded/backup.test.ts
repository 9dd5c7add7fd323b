import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { draft } from '../contract/stage.js';
import { backUp, checkFile } from './backup.js';
import { dataFile } from './data-file.js';
import { Store } from './store.js';

let folder: string;
let target: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roomlet-backup-'));
  target = mkdtempSync(join(tmpdir(), 'roomlet-backup-'));
  const store = new Store({
    file: dataFile(folder),
    durability: 'process',
    logMessages: 300,
    logLength: 300,
  });
  store.run([{ op: 'create', draft: draft('a') }]);
  store.close();
});

afterEach(() => {
  for (const one of [folder, target]) rmSync(one, { recursive: true });
});

it('leaves one alone that is being made into the same file, and nothing beside its own', () => {
  const file = join(target, 'backup');
  writeFileSync(`${file}.part`, 'of another');
  expect(backUp(folder, file)).toMatchObject({ rooms: 1, problems: [] });
  expect(checkFile(file)).toMatchObject({ rooms: 1, problems: [] });
  expect(readFileSync(`${file}.part`, 'utf8')).toBe('of another');
  expect(readdirSync(target).sort()).toEqual(['backup', 'backup.part']);
});

it('never replaces a name that was taken meanwhile', () => {
  const file = join(target, 'backup');
  // Not there when it is looked for at first, and taken all the same.
  symlinkSync(join(target, 'nowhere'), file);
  expect(() => backUp(folder, file)).toThrow(`${file} is there already. Choose another name.`);
  expect(readdirSync(target)).toEqual(['backup']);
});
