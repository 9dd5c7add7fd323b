import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Service, startService } from './harness.js';
import { createRoom } from './http.js';

const run = promisify(execFile);
const page = readFileSync(
  fileURLToPath(new URL('../../docs/reference/protocol.md', import.meta.url)),
  'utf8',
);
const folder = mkdtempSync(join(tmpdir(), 'roomlet-docs-'));

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterAll(async () => {
  await service.remove();
  rmSync(folder, { recursive: true });
});

/** The page's first block of code in a language. */
function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(page)?.[1];
  if (!found) throw new Error(`the reference has no ${language} block`);
  return found;
}

it('the reference’s curl conversation works as printed', async () => {
  const env = { ...process.env, ROOMLET: service.url };
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', block('sh')], { env });
  expect(stdout).toContain('"seq":2');
  expect(stdout).toContain('Hello from curl');
});

it('the reference’s WebSocket conversation works as printed', async () => {
  const { code } = (await createRoom(service.url)).facts;
  const ws = pathToFileURL(createRequire(import.meta.url).resolve('ws')).href;
  const file = join(folder, 'example.mjs');
  writeFileSync(
    file,
    `import ws from ${JSON.stringify(ws)};
    const WebSocket = ws.WebSocket ?? ws;
    const [url, code] = ${JSON.stringify([service.url, code])};
    const say = console.log;
    console.log = (...words) => { say(...words); setTimeout(() => process.exit(), 100); };
    ${block('js')}`,
  );
  const { stdout } = await run(process.execPath, [file], { timeout: 10_000 });
  expect(stdout.trim()).toBe('Ben Hello');
});
