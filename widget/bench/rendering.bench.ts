import { afterAll, beforeAll, expect, test } from 'vitest';
import { World } from '../../examples/testing/world.js';
import { ms, printClaim, printMachine } from '../../service/bench/print.js';
import { ROOMY } from '../../service/conformance/harness.js';
import type { Drift } from '../browser/list-probe.js';
import { openRoom, Talker } from '../browser/talker.js';
import { quantile } from './input-meter.js';
import { bundleNaive } from './naive/bundle.js';
import { Reader } from './reader.js';
import { table } from './table.js';

/**
 * A room with 10,000 messages loaded, and 100 more a second, while a reader types and scrolls. The
 * control is a list that draws every message, and once for each: see naive/page.tsx. With 100 a second
 * it answers no key at all any more, so it gets 2.
 */

const LOADED = 10_000;
const PER_SECOND = 100;
const CONTROL_PER_SECOND = 2;
const WORK_MS = 5_000;
/** Of the widget, each way: one worst delay is as much the machine's as the widget's. */
const ROUNDS = 5;
/** How long a list may take to show the last message after the last was sent, ms. */
const PATIENCE_MS = 15_000;
const CPUS = [1, 4] as const;
const WAYS = ['typing', 'scrolling'] as const;
/** Gates of the issue: ms by how much slower the processor is, nodes, px. */
const WORST_DELAY = { 1: 50, 4: 100 } as const;
const MOST_NODES = 6_000;
const MOST_PX = 1;

interface Run {
  readonly who: string;
  readonly cpu: 1 | 4;
  readonly doing: string;
  /** The worst delay of each round, ms. */
  readonly worst: readonly number[];
  readonly cells: readonly string[];
}

let world: World;
let code: string;
let ana: Talker;

beforeAll(async () => {
  const folder = await bundleNaive();
  world = await World.start({
    flags: [...ROOMY, '--log-messages', '100000', '--log-length', '100000'],
    site: (service) => ({
      folder,
      pages: {
        '/': `<!doctype html><title>Widget</title><body><script src="${service}/widget.js" data-mode="inline"></script>`,
        '/naive':
          '<!doctype html><title>Naive</title><body><div id="app"></div><script type="module" src="bundle.js"></script>',
      },
    }),
  });
  code = await openRoom(world.service.url);
  ana = await Talker.enter(world.service.url, code, 'Ana');
  await ana.pour(LOADED);
});
afterAll(() => world.close());

async function round(reader: Reader, cpu: 1 | 4, doing: 'typing' | 'scrolling', rate: number) {
  await reader.slowDown(cpu);
  const stop = ana.talk(rate);
  const measured = await reader.measure(() =>
    doing === 'typing' ? reader.type(WORK_MS) : reader.scroll(WORK_MS),
  );
  await stop();
  const pill = reader.page.locator('.pill');
  if (await pill.isVisible()) await pill.click();
  const late = await reader.shows(`Ana ${ana.said}:`, PATIENCE_MS);
  await reader.slowDown(1);
  return { ...measured, late };
}

async function run(
  reader: Reader,
  cpu: 1 | 4,
  doing: 'typing' | 'scrolling',
  rounds: number,
  rate: number,
): Promise<Run> {
  const all = [await round(reader, cpu, doing, rate)];
  while (all.length < rounds) all.push(await round(reader, cpu, doing, rate));
  const delays = all.flatMap((one) => one.delays);
  const worst = all.map((one) => Math.max(...one.delays));
  const busy = quantile(
    all.map((one) => one.busy),
    0.5,
  );
  const late = Math.max(...all.map((one) => one.late));
  const times = [0.5, 0.95, 1].map((share) => ms(quantile(delays, share)));
  const drained = late < PATIENCE_MS ? ms(late) : `> ${ms(PATIENCE_MS)}`;
  console.log(`${reader.name}, 1/${cpu}, ${doing}: worst ${worst.map(ms).join(', ')}`);
  const cells = [`${rate}`, ...times, `${delays.length}`, `${Math.round(busy * 100)} %`, drained];
  return { who: reader.name, cpu, doing, worst, cells };
}

function printRuns(runs: readonly Run[]): void {
  const head = [
    '',
    'CPU',
    'messages/s',
    'p50',
    'p95',
    'worst',
    'inputs',
    'thread busy',
    'caught up after',
  ];
  const rows = runs.map(({ who, cpu, doing, cells }) => [`${who}, ${doing}`, `1/${cpu}`, ...cells]);
  console.log(`from input to the frame that shows it\n${table(head, rows)}`);
}

test('input delay, nodes and jumps with 10,000 messages and 100 more a second', async () => {
  printMachine();
  const runs: Run[] = [];
  // First, and gone before the widget comes: it takes a processor for itself.
  const control = await Reader.ofNaive(world, code);
  runs.push(await run(control, 1, 'typing', 1, CONTROL_PER_SECOND));
  const most = await control.probe.nodes();
  await control.close();
  const widget = await Reader.ofWidget(world, code);
  for (const cpu of CPUS) {
    for (const doing of WAYS) runs.push(await run(widget, cpu, doing, ROUNDS, PER_SECOND));
  }
  printRuns(runs);
  const nodes = await widget.probe.nodes();
  const busy = async () => {
    const stop = ana.talk(PER_SECOND);
    await new Promise((done) => setTimeout(done, 3_000));
    await stop();
  };
  const pinned = await widget.probe.lag(busy);
  await widget.probe.wheel(-2_000);
  const reading = await widget.probe.drift(busy);
  const own = (cpu: 1 | 4) => runs.filter((one) => one.who === widget.name && one.cpu === cpu);
  const worst = (cpu: 1 | 4) => Math.max(...own(cpu).map((one) => quantile(one.worst, 0.5)));
  const jump = ({ px, frames }: Drift) => `${px.toFixed(2)} px in ${frames} frames`;
  const kept = [
    ...CPUS.map((cpu) =>
      printClaim(
        `worst input delay at 1/${cpu} of the processor at most ${WORST_DELAY[cpu]} ms`,
        `${ms(worst(cpu))}, the median of ${ROUNDS} rounds' worst`,
        worst(cpu) <= WORST_DELAY[cpu],
      ),
    ),
    printClaim(
      `at most ${MOST_NODES} nodes`,
      `widget ${nodes}, naive list ${most}`,
      nodes <= MOST_NODES,
    ),
    ...(
      [
        ['older messages come in above one at the very top', widget.loading],
        ['messages come in below one who reads further up', reading],
        ['the newest message stays in sight of one who follows', pinned],
      ] as const
    ).map(([claim, drift]) =>
      printClaim(`moves by at most ${MOST_PX} px when ${claim}`, jump(drift), drift.px <= MOST_PX),
    ),
  ];
  expect(kept).not.toContain(false);
});
