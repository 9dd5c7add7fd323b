import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { shield } from './data-folder.js';

let folder: string;
const mode = () => statSync(folder).mode & 0o777;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roomlet-shield-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a data folder that others may look into is tightened', () => {
  writeFileSync(join(folder, 'roomlet.db'), '');
  writeFileSync(join(folder, 'roomlet.db-wal'), '');
  writeFileSync(join(folder, 'lock'), '');
  chmodSync(folder, 0o755);
  expect(shield(folder)).toBeUndefined();
  expect(mode()).toBe(0o700);
});

it('a tight one is left as it is, stricter modes too', () => {
  chmodSync(folder, 0o500);
  expect(shield(folder)).toBeUndefined();
  expect(mode()).toBe(0o500);
});

it('a folder with anybody else’s files in it is left, and that is said', () => {
  writeFileSync(join(folder, 'letter.txt'), '');
  chmodSync(folder, 0o755);
  expect(shield(folder)).toContain('other files');
  expect(mode()).toBe(0o755);
});

it('a folder that is yet to be made needs nothing', () => {
  expect(shield(join(folder, 'none'))).toBeUndefined();
});
