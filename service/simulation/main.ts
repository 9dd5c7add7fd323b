import { parseArgs } from 'node:util';
import { playSeeds } from './pool.js';
import { counts, type Report } from './report.js';
import { shrink } from './shrink.js';
import { simulate } from './simulate.js';

const USAGE = `npm run simulate -- [--seeds N] [--from N]   plays N seeds (1000), from the first on (1)
npm run simulate -- --seed N [--whole]      plays one: its shortest breaking trace, or the whole`;

const SAY_EVERY = 10_000;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    whole: { type: 'boolean', default: false },
  },
});
const [seeds = 0, from = 0, seed = 0] = [values.seeds, values.from, values.seed ?? '0'].map(Number);
if (![seeds, from, seed].every((one) => Number.isSafeInteger(one) && one >= 0)) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const isWell = values.seed === undefined ? playAll() : playOne(seed, values.whole);
  process.exitCode = (await isWell) ? 0 : 1;
}

/** @returns whether all promises were kept. */
async function playOne(seed: number, whole: boolean): Promise<boolean> {
  const outcome = await simulate({ seed, isTraced: true });
  const { violation } = outcome;
  const shown = violation && !whole ? await shrink({ seed }, outcome) : outcome;
  console.log(shown.trace.join('\n'));
  console.log(
    violation
      ? `seed ${seed} breaks [${violation.rule}]: ${violation.what}`
      : `seed ${seed}: ${outcome.steps} steps, 0 violations`,
  );
  return !violation;
}

async function playAll(): Promise<boolean> {
  const began = performance.now();
  let saidAt = began;
  let told = 0;
  const worker = new URL('./worker.js', import.meta.url);
  const report = await playSeeds(worker, from, seeds, (soFar) => {
    for (const { seed, what } of soFar.broken.slice(told))
      console.log(`seed ${seed} breaks ${what}`);
    told = soFar.broken.length;
    const now = performance.now();
    if (now - saidAt < SAY_EVERY) return;
    saidAt = now;
    console.log(summary(soFar, now - began));
  });
  const { tally, broken } = report;
  for (const sort of ['fault', 'command', 'seen']) console.log(`${sort}: ${counts(tally, sort)}`);
  console.log(summary(report, performance.now() - began));
  const [first] = broken;
  if (first) await playOne(first.seed, false);
  return !first;
}

function summary({ seeds, broken }: Report, ms: number): string {
  const seconds = ms / 1_000;
  const rate = (seeds / seconds).toFixed(1);
  return `${seeds} seeds in ${seconds.toFixed(0)} s (${rate}/s), ${broken.length} violations`;
}
