import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BuiltService } from './built-service.js';
import { Histogram } from './clients/histogram.js';
import { ms, printClaim, printMachine } from './print.js';
import { Load, showOthers } from './proc.js';
import type { CrowdPlan, Order, Phase, Report, Word } from './recovery/orders.js';

/**
 * A room of a thousand, of whom two hundred drop for a minute while five thousand events happen,
 * and come back all at once. The claims: each recovers exactly what it missed, and for those who
 * stayed the p99 of delivery does not more than double meanwhile. The control is the same run,
 * before the return.
 *
 * Everything shares one machine: what the clients of the returning crowd cost is in the figures.
 */

const { values } = parseArgs({
  options: {
    members: { type: 'string', default: '1000' },
    drop: { type: 'string', default: '200' },
    events: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '60' },
    /** Over how long the dropped come back, ms: the first wait of the SDK's backoff. */
    spread: { type: 'string', default: '1000' },
    durability: { type: 'string', default: 'process,power' },
  },
});
const MEMBERS = Number(values.members);
const DROPPED = Number(values.drop);
const EVENTS = Number(values.events);
const SECONDS = Number(values.seconds);
const SPREAD = Number(values.spread);
/** Few enough to be within the limits for a seat, which stay at their defaults. */
const TALKERS = Math.max(1, Math.ceil(EVENTS / SECONDS));
/** Seconds of talk before anyone drops, and after all are back. */
const WARM_UP = 3;
const AFTERWARDS = 3;

type Loads = ReturnType<Load['take']>;

class Crowd {
  readonly #child: ChildProcess;
  readonly #words: Word[] = [];
  #waiting: (() => void) | undefined;

  constructor(program: string, plan: CrowdPlan) {
    const path = fileURLToPath(new URL(`./recovery/${program}.js`, import.meta.url));
    this.#child = fork(path, [JSON.stringify(plan)]);
    this.#child.on('message', (word: Word) => {
      this.#words.push(word);
      this.#waiting?.();
    });
    this.#child.once('exit', (code) => {
      if (code !== null) throw new Error(`the ${program} stopped`);
    });
  }

  get pid(): number {
    return this.#child.pid ?? Number.NaN;
  }

  order(order: Order): void {
    this.#child.send(order);
  }

  /** Waits for a word. */
  async word<W extends Word['word']>(word: W): Promise<Extract<Word, { word: W }>> {
    for (;;) {
      const found = this.#words.find((one) => one.word === word);
      if (found) return found as Extract<Word, { word: W }>;
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
  }

  async report(): Promise<Report> {
    this.order({ order: 'report' });
    return this.word('report');
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }
}

async function run(durability: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'roomlet-bench-'));
  // All come from one address; every other limit is at its default.
  const service = await BuiltService.start(folder, [
    ...['--durability', durability],
    ...['--join-rate', '100000', '--seats-per-address', '100000'],
  ]);
  const response = await fetch(`${service.url}/v1/rooms`, { method: 'POST', body: '{}' });
  const { facts } = (await response.json()) as { facts: { code: string } };
  const plan = { url: service.url, room: facts.code };
  const stay = MEMBERS - DROPPED;
  const stayers = new Crowd('stayers', { ...plan, members: stay - 1, talkers: TALKERS });
  const returners = new Crowd('returners', { ...plan, members: DROPPED, talkers: 0 });
  const crowds = [stayers, returners];
  const load = new Load([service.pid, stayers.pid, returners.pid]);
  const loads = new Map<Phase, Loads>();
  let phase: Phase = 'before';
  const enter = (next: Phase) => {
    loads.set(phase, load.take());
    phase = next;
    stayers.order({ order: 'phase', phase: next });
  };
  try {
    await Promise.all(crowds.map((crowd) => crowd.word('joined')));
    stayers.order({ order: 'talk', perSecond: EVENTS / SECONDS });
    await sleep(WARM_UP * 1_000);
    returners.order({ order: 'drop' });
    await returners.word('dropped');
    enter('control');
    await sleep(SECONDS * 1_000);
    enter('recovery');
    const start = performance.now();
    returners.order({ order: 'return', spreadMs: SPREAD });
    const { took } = await returners.word('returned');
    const span = performance.now() - start;
    enter('after');
    await sleep(AFTERWARDS * 1_000);
    stayers.order({ order: 'hush' });
    const { sent } = await stayers.word('hushed');
    enter('before');
    // The last events are on their way.
    await sleep(1_000);
    const [stayed, returned] = await Promise.all([stayers.report(), returners.report()]);
    return print(durability, span, took, sent, loads, stayed, returned);
  } finally {
    for (const crowd of crowds) crowd.end();
    await service.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(
  durability: string,
  span: number,
  took: readonly number[],
  sent: number,
  loads: ReadonlyMap<Phase, Loads>,
  stayed: Report,
  returned: Report,
): boolean {
  console.log(`\ndurability ${durability}: ${MEMBERS} members, ${DROPPED} dropped ${SECONDS} s`);
  const shown = (phase: Phase) => {
    const histogram = new Histogram();
    histogram.merge(stayed.latencies[phase] ?? []);
    const [p50, p99] = [histogram.percentile(0.5), histogram.percentile(0.99)];
    const { each = [], others = Number.NaN } = loads.get(phase) ?? {};
    const cores = each.map((used) => used.toFixed(2)).join(' + ');
    console.log(
      `  ${phase.padEnd(8)} ${String(histogram.total).padStart(9)} deliveries, p50 ${ms(p50)}, p99 ${ms(p99)}, p99.9 ${ms(histogram.percentile(0.999))}; service, stayers, returners on ${cores} cores, ${showOthers(others)}`,
    );
    return p99;
  };
  const control = shown('control');
  const during = shown('recovery');
  shown('after');
  const sorted = [...took].sort((a, b) => a - b);
  console.log(
    `  ${DROPPED} recovered in ${ms(span)}, each in p50 ${ms(sorted[Math.floor(sorted.length / 2)] ?? 0)}, at most ${ms(sorted.at(-1) ?? 0)}; ${returned.compared} events recovered`,
  );
  const ratio = during / control;
  const { missing, duplicates, outOfOrder } = returned.faults;
  const theirs = stayed.faults;
  const head = Math.max(stayed.at, returned.at);
  const behind = head - Math.min(stayed.at, returned.at);
  const faults = `missing ${missing + theirs.missing + behind}, duplicates ${duplicates + theirs.duplicates}, out of order ${outOfOrder + theirs.outOfOrder}, different ${returned.different}`;
  const exact =
    missing + duplicates + outOfOrder + behind + returned.different === 0 &&
    theirs.missing + theirs.duplicates + theirs.outOfOrder === 0 &&
    returned.compared >= DROPPED * EVENTS * 0.99 &&
    head >= sent;
  return [
    printClaim('each recovers exactly the events it missed', faults, exact),
    printClaim(
      'no one else’s p99 of delivery more than doubles',
      `${ms(control)} before the return, ${ms(during)} during it: × ${ratio.toFixed(2)}`,
      ratio <= 2,
    ),
  ].every(Boolean);
}

printMachine();
const kept: boolean[] = [];
for (const durability of values.durability.split(',')) kept.push(await run(durability));
process.exitCode = kept.every(Boolean) ? 0 : 1;
