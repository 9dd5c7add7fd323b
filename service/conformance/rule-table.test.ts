import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGE = join(ROOT, 'docs/reference/protocol.md');
const BEGIN = '<!-- rules:begin -->';
const END = '<!-- rules:end -->';
const RULES = Array.from({ length: 15 }, (_, index) => index + 1);

// A name is the first argument of a test or a suite, or a row's label in a table of tests.
const NAME = /(['"`])((?:(?!\1)[^\\\n]|\\.)*\[W\d+\](?:(?!\1)[^\\\n]|\\.)*)\1/g;

function testFiles(): string[] {
  return ['sdk', 'service', 'widget', 'examples']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => /\.test\.tsx?$|-rows\.ts$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    .filter((file) => !/[\\/](dist|node_modules)[\\/]/.test(file))
    .sort();
}

function names(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(NAME)].map((found) =>
    (found[2] ?? '').replace(/\\(['"`])/g, '$1').replaceAll('|', '\\|'),
  );
}

function table(): string {
  const files = testFiles().map((file) => ({ file, names: names(file) }));
  const rows = RULES.flatMap((rule) =>
    files.flatMap(({ file, names: all }) => {
      const quoting = all.filter((name) => name.includes(`[W${rule}]`));
      if (quoting.length === 0) return [];
      const path = relative(ROOT, file).split(sep).join('/');
      const link = `[${path.split('/').pop()}](../../${path})`;
      return [`| W${rule} | ${link} | ${quoting.map(withoutRules).join(' · ')} |`];
    }),
  );
  return ['| rule | file | tests |', '|---|---|---|', ...rows].join('\n');
}

function withoutRules(name: string): string {
  return name.replace(/(\[W\d+\] ?)+/g, '').trim();
}

it('the reference lists the tests that quote each rule, as they are named today', () => {
  const page = readFileSync(PAGE, 'utf8');
  const [before = '', rest = ''] = page.split(BEGIN);
  const [listed = '', after = ''] = rest.split(END);
  const current = table();
  if (process.env.UPDATE_RULES) {
    writeFileSync(PAGE, `${before}${BEGIN}\n${current}\n${END}${after}`);
    return;
  }
  const advice = 'write it anew: UPDATE_RULES=1 npx vitest run service/conformance/rule-table';
  expect(listed.trim() === current, advice).toBe(true);
});
