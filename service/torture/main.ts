/**
 * The torture of the real thing: the built service under `kill -9`, real clients in processes of
 * their own, and a proxy that harms every connection. Exits 0 when the log never lied.
 */
import { rmSync } from 'node:fs';
import { createDice } from './dice.js';
import { type Options, readOptions, USAGE } from './options.js';
import { freePort, operate } from './service-process.js';
import { settle } from './settling.js';
import { storm } from './storm.js';
import { faults, progress, setting, verdictLine } from './summary.js';
import { Trial } from './trial.js';

const PROGRESS_EVERY = 10_000;

async function run(options: Options): Promise<boolean> {
  const trial = new Trial(options, createDice(options.seed), await freePort());
  const { service, findings } = trial;
  // Runs after the children were ended, also when this process is: what they still write, it awaits.
  const tidy = () => rmSync(trial.folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', tidy);
  const began = Date.now();
  const say = (what: string) =>
    console.log(`${((Date.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${what}`);
  try {
    const proxy = await trial.gather();
    say(`all in: ${setting(options, trial.rooms.size)}`);
    const ticks = setInterval(() => say(progress(trial)), PROGRESS_EVERY);
    proxy.storm();
    const kills = await storm(trial, options.minutes).finally(() => clearInterval(ticks));
    const links = await proxy.calm();
    say('the faults have ended');
    await settle(trial);
    say('all at rest');
    const how = await service.stop('SIGTERM');
    if (how !== 0) findings.add('broken', `the service was stopped and ended with ${how}`);
    const checked = await operate(service.folder, 'check');
    if (!checked.ok) findings.add('broken', 'roomlet check found fault');
    console.log([setting(options, trial.rooms.size), faults(kills, links)].join('\n'));
    console.log(`roomlet check: ${checked.output}`);
  } catch (error) {
    say(`given up: ${error instanceof Error ? error.message : error}`);
    findings.add('broken', 'given up');
  }
  for (const alarm of service.alarms) findings.add('broken', alarm);
  const ok = findings.none;
  for (const line of findings.told) console.log(`  ${line}`);
  console.log(`${progress(trial)}; ${verdictLine(findings)}`);
  if (!ok) {
    process.off('exit', tidy);
    console.log(`All files are kept in ${trial.folder}`);
  }
  return ok;
}

let options: Options;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  process.exit(2);
}
// Ending this process ends all others, see children.ts.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.exit((await run(options)) ? 0 : 1);
