import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Copy } from './copy.js';
import type { Sabotage } from './sabotages.js';

export interface Verdict {
  readonly name: string;
  /** The first test that went red; undefined: the sabotage went unseen. */
  readonly caughtBy: string | undefined;
}

interface TestReport {
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** The sabotaged file. @throws when the line isn't there, or isn't the only one. */
export function spoil(copy: Copy, { name, file, find, replace }: Sabotage): string {
  const source = readFileSync(join(copy.folder, file), 'utf8');
  const places = source.split(find).length - 1;
  if (places !== 1) throw new Error(`"${name}" fits ${places} places in ${file}, not one.`);
  return source.replace(find, () => replace);
}

/** Does one sabotage to the copy, builds it, runs its tests, and undoes it. */
export async function judge(copy: Copy, sabotage: Sabotage): Promise<Verdict> {
  const { name, file, tests } = sabotage;
  const path = join(copy.folder, file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, spoil(copy, sabotage));
  try {
    await build(copy);
    return { name, caughtBy: await firstRed(copy, tests) };
  } finally {
    writeFileSync(path, source);
  }
}

/** Only what a test needs that runs on built code; the bundles of the widget are not. */
export async function build(copy: Copy): Promise<void> {
  const { code, output } = await run(copy, 'tsc', ['-b']);
  if (code !== 0) throw new Error(`The sabotaged code does not build:\n${output}`);
}

/** @throws when no test ran at all: then nothing is proven. */
export async function firstRed(copy: Copy, tests: readonly string[]): Promise<string | undefined> {
  const file = join(copy.folder, 'sabotage-report.json');
  const reporter = ['--reporter=json', `--outputFile=${file}`];
  const { output } = await run(copy, 'vitest', ['run', ...tests, ...reporter, '--bail=1']);
  const report = JSON.parse(readFileSync(file, 'utf8')) as TestReport;
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  if (!results.some(({ status }) => status === 'passed' || status === 'failed')) {
    throw new Error(`No test ran:\n${output}`);
  }
  return results.find(({ status }) => status === 'failed')?.fullName;
}

function run(
  copy: Copy,
  program: string,
  words: readonly string[],
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const path = join(copy.folder, 'node_modules', '.bin', program);
    const options = { cwd: copy.folder, maxBuffer: 2 ** 26 };
    execFile(path, words, options, (error, out, err) =>
      resolve({ code: error ? 1 : 0, output: out + err }),
    );
  });
}
