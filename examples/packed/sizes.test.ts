import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';

// A test and not the build, which runs wherever somebody starts Roomlet: another version of the
// compressor may differ by some bytes, and that must keep nobody from their chat.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SITE = join(ROOT, 'widget', 'dist', 'site');
const KIB = 1_024;

const brotli = (path: string) => brotliCompressSync(readFileSync(path)).length;
const sum = (paths: Set<string>) => [...paths].reduce((size, path) => size + brotli(path), 0);

/** A module and all that it imports at once, which is what loads before anything shows. */
function loadedWith(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, name = ''] of readFileSync(path, 'utf8').matchAll(/\bfrom\s*["'](\.[^"']+)["']/g)) {
    loadedWith(join(dirname(path), name), found);
  }
  return found;
}

it('the SDK is at most 7.4 KiB', () => {
  expect(brotli(join(ROOT, 'sdk', 'dist', 'sdk.min.js'))).toBeLessThanOrEqual(7.4 * KIB);
});

it('the loader is at most 1.5 KiB', () => {
  expect(brotli(join(SITE, 'widget.js'))).toBeLessThanOrEqual(1.5 * KIB);
});

it('the core, with all that loads at first, is at most 28 KiB', () => {
  const [release = ''] = readdirSync(join(SITE, 'widget'));
  const files = loadedWith(join(SITE, 'widget', release, 'core.js'));
  const size = sum(files);
  expect(size).toBeGreaterThan(10 * KIB);
  expect(size).toBeLessThanOrEqual(28 * KIB);
});

it('a conversation, with all that it loads in English, is at most 41 KiB', () => {
  const folder = join(SITE, 'widget', readdirSync(join(SITE, 'widget'))[0] ?? '');
  const parts = readdirSync(folder).filter((name) => /^(core|en|RoomPart-.*)\.js$/.test(name));
  expect(parts).toHaveLength(3);
  const files = parts.flatMap((name) => [...loadedWith(join(folder, name))]);
  expect(sum(new Set(files))).toBeLessThanOrEqual(41 * KIB);
});

it('the emoji and their names are at most 14 KiB a list', () => {
  const folder = join(ROOT, 'widget', 'dist', 'emoji');
  const lists = readdirSync(folder).filter((name) => name.endsWith('.js'));
  expect(lists).toHaveLength(8);
  for (const name of lists) expect(brotli(join(folder, name)), name).toBeLessThanOrEqual(14 * KIB);
});

it('each language is at most 2 KiB', () => {
  const [release = ''] = readdirSync(join(SITE, 'widget'));
  const folder = join(SITE, 'widget', release);
  const languages = readdirSync(folder).filter((name) => /^[a-z]{2}\.js$/.test(name));
  expect(languages).toHaveLength(8);
  for (const name of languages) {
    expect(brotli(join(folder, name)), name).toBeLessThanOrEqual(2 * KIB);
  }
});

it('no file for browsers has zod in it', () => {
  const folder = join(SITE, 'widget');
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name));
  for (const path of [...scripts, join(ROOT, 'sdk', 'dist', 'sdk.min.js')]) {
    expect(readFileSync(path, 'utf8')).not.toMatch(/ZodError|_zod\b/);
  }
});
