import { fileURLToPath } from 'node:url';
import { Copy } from './copy.js';
import { SABOTAGES } from './sabotages.js';
import { firstRed, judge, spoil, type Verdict } from './trial.js';

// `npm run sabotage [-- words]`: each sabotage, or those whose names hold the words, one at a time.

const words = process.argv.slice(2).join(' ');
const chosen = SABOTAGES.filter(({ name }) => name.includes(words));
const copy = new Copy(fileURLToPath(new URL('../../..', import.meta.url)));
const verdicts: Verdict[] = [];
try {
  for (const sabotage of chosen) spoil(copy, sabotage);
  // A test that is red anyway catches nothing.
  const suites = new Map(chosen.map(({ tests }) => [tests.join(' '), tests]));
  for (const tests of suites.values()) {
    const red = await firstRed(copy, tests);
    if (red) throw new Error(`Red without any sabotage: ${red}`);
  }
  for (const sabotage of chosen) {
    const verdict = await judge(copy, sabotage);
    verdicts.push(verdict);
    console.log(`| ${verdict.name} | ${verdict.caughtBy ?? 'UNSEEN'} |`);
  }
} finally {
  copy.remove();
}
const unseen = verdicts.filter(({ caughtBy }) => caughtBy === undefined);
console.log(`${verdicts.length} sabotages, ${unseen.length} unseen`);
process.exitCode = unseen.length === 0 && verdicts.length > 0 ? 0 : 1;
