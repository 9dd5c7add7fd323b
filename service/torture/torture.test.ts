import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('dist/main.js', import.meta.url));

/** The number after a word in what was printed last. */
function figure(output: string, word: string): number {
  return Number(
    output
      .split(new RegExp(`\\b${word} `))
      .at(-1)
      ?.match(/^\d+/)?.[0],
  );
}

it('[W5] [W6] [W7] [W8] [W9] a minute of kills, cuts and half-open links loses, doubles and swaps nothing', async () => {
  const run = spawn(process.execPath, [MAIN, '--minutes', '1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Its own children end with it.
  onTestFinished(() => void run.kill('SIGTERM'));
  let output = '';
  for (const stream of [run.stdout, run.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const [code] = await once(run, 'close');
  expect(output).toContain('lost 0, duplicated 0, reordered 0, altered 0, broken 0');
  expect(code).toBe(0);
  // A run without faults would prove nothing.
  for (const fault of ['kills', 'client kills', 'cuts', 'resets', 'half-opens', 'inspections']) {
    expect(figure(output, fault), fault).toBeGreaterThanOrEqual(5);
  }
  expect(figure(output, 'acked')).toBeGreaterThan(500);
}, 300_000);
