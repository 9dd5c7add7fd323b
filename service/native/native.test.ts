import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('./native.mjs', import.meta.url));
const RECORD = createRequire(import.meta.url)('./uwebsockets.json') as {
  sha256: Record<string, string>;
};
const installed = dirname(createRequire(import.meta.url).resolve('uWebSockets.js'));
const copy = mkdtempSync(join(tmpdir(), 'roomlet-native-'));

afterAll(() => rmSync(copy, { recursive: true }));

it('the installed native code is the recorded one, for every platform', () => {
  expect(Object.keys(RECORD.sha256).length).toBeGreaterThan(40);
  expect(execFileSync(process.execPath, [SCRIPT], { encoding: 'utf8' })).toBe('');
});

it('a binary with one more byte, a missing one and a further one are each named', () => {
  const names = Object.keys(RECORD.sha256);
  const [changed = '', missing = ''] = names;
  for (const name of names.filter((name) => name !== missing)) {
    cpSync(join(installed, name), join(copy, name));
  }
  appendFileSync(join(copy, changed), '\0');
  appendFileSync(join(copy, 'uws_linux_x64_999.node'), 'new');
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, '--against', copy], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain(`${changed} is another file than the recorded one.`);
  expect(stderr).toContain(`${missing} is missing.`);
  expect(stderr).toContain('uws_linux_x64_999.node is not in the record.');
});
