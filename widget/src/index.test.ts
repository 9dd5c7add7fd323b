import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** Runs in a plain Node, as on a server that renders pages. */
const SCRIPT = `
  const before = Reflect.ownKeys(globalThis);
  const { defineRoomletChat, mount } = await import('@roomlet/widget');
  defineRoomletChat();
  const after = Reflect.ownKeys(globalThis).filter((name) => !before.includes(name));
  console.log(JSON.stringify([typeof document, typeof mount, after.map(String)]));
`;

test('importing the package needs no document and leaves no global, so a server that renders pages may do it', () => {
  const args = ['--input-type=module', '--eval', SCRIPT];
  const told = execFileSync(process.execPath, args, { cwd: PACKAGE, encoding: 'utf8' });
  expect(JSON.parse(told)).toEqual(['undefined', 'function', []]);
});
