import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PAGE = fileURLToPath(new URL('../../docs/guide/security.md', import.meta.url));
const [, rest = ''] = readFileSync(PAGE, 'utf8').split('<!-- threats:begin -->');
const [table = ''] = rest.split('<!-- threats:end -->');

/** A row's cells: the threat, the defence, and the proof as `[file](path): “a test”, “another”`. */
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| threat'))
  .map((line) => line.slice(2, -2).split(' | '));

describe('the table of threats', () => {
  it('has at least a row for each kind of abuse that the suite tries', () => {
    expect(rows.length).toBeGreaterThanOrEqual(20);
  });

  it.each(rows)('the tests it names against “%s” exist', (_threat, _defence, proof = '') => {
    const [, path = ''] = /\]\(([^)]+)\)/.exec(proof) ?? [];
    const names = [...proof.matchAll(/“([^”]+)”/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(0);
    const file = join(dirname(PAGE), path);
    expect(existsSync(file), path).toBe(true);
    const text = readFileSync(file, 'utf8').replaceAll("\\'", "'");
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  });
});
