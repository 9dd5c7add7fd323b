import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const manifest = (folder: string): { dependencies?: Record<string, string> } =>
  JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));

/** What a package brings along of others: our own has no licence but this one. */
function foreign(folder: string, found = new Set<string>()): Set<string> {
  for (const name of Object.keys(manifest(folder).dependencies ?? {})) {
    if (name.startsWith('@roomlet/') || found.has(name)) continue;
    found.add(name);
    foreign(join('node_modules', name), found);
  }
  return found;
}

it('the widget ships with the licence of every package that is in it', () => {
  const site = join(ROOT, 'widget', 'dist', 'site', 'widget');
  const [release = ''] = readdirSync(site);
  const shipped = readFileSync(join(site, release, 'licenses.txt'), 'utf8');
  const names = shipped.match(/^\S+(?= \d+\.\d+\.\d+$)/gm);
  // The last is no dependency: the emoji lists are made from it.
  const expected = [...foreign('widget'), 'emojibase-data'];
  expect(names?.sort()).toEqual(expected.sort());
  for (const name of expected) {
    const licence = readFileSync(join(ROOT, 'node_modules', name, 'LICENSE'), 'utf8');
    expect(shipped, name).toContain(licence.trim());
  }
});
