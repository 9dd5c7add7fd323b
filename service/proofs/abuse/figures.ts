import { parseArgs } from 'node:util';
import { FIGURES } from './figures/all.js';
import type { Figure, Measurement } from './figures/figure.js';
import { type Column, machine, tableOf } from './figures/table.js';
import { buildUnderTest } from './kit/build.js';

/**
 * The eight figures of what an abuse costs, as a Markdown table.
 * `--before /path/to/cli.js` measures another build first; `--only exports,chunks` some of them.
 */
const { values } = parseArgs({
  options: { before: { type: 'string' }, only: { type: 'string' }, alone: { type: 'boolean' } },
});
const only = values.only?.split(',');
const figures = FIGURES.filter(({ name }) => !only || only.includes(name));
const builds = [
  ...(values.before ? [['before', values.before] as const] : []),
  // `--alone` leaves this checkout's build out.
  ...(values.alone ? [] : [['now', buildUnderTest()] as const]),
];

const columns: Column[] = [];
for (const [heading, cli] of builds) {
  const measured = new Map<Figure, Measurement | Error>();
  for (const figure of figures) {
    process.stderr.write(`${heading}: ${figure.name} …\n`);
    measured.set(figure, await figure.measure(cli).catch((error: Error) => error));
  }
  columns.push({ heading, measured });
}
console.log(`${tableOf(figures, columns)}\n\n${machine()}`);
process.exit(0);
