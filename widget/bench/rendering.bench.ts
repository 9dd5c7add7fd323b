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
 * control is a list that draws every message, and once for each: see naive/page.tsx.
 */

const LOADED = 10_000;
const PER_SECOND = 100;
const WORK_MS = 5_000;
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
  readonly worst: number;
  readonly cells: readonly string[];
}

let world: World;
let code: string;
let ana: Talker;

beforeAll(async () => {
  const folder = await bundleNaive();
  world = await World.start({
    flags: [...ROOMY, '--log-length', '100000'],
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

async function run(reader: Reader, cpu: 1 | 4, doing: 'typing' | 'scrolling'): Promise<Run> {
  await reader.slowDown(cpu);
  const stop = ana.talk(PER_SECOND);
  const { delays, busy } = await reader.measure(() =>
    doing === 'typing' ? reader.type(WORK_MS) : reader.scroll(WORK_MS),
  );
  await stop();
  const pill = reader.page.locator('.pill');
  if (await pill.isVisible()) await pill.click();
  const late = await reader.shows(`Ana ${ana.said}:`, PATIENCE_MS);
  await reader.slowDown(1);
  const worst = Math.max(...delays);
  const times = [0.5, 0.95, 1].map((share) => ms(quantile(delays, share)));
  const drained = late < PATIENCE_MS ? ms(late) : `> ${ms(PATIENCE_MS)}`;
  console.log(`${reader.name}, 1/${cpu}, ${doing}: worst ${ms(worst)} of ${delays.length}`);
  const cells = [...times, `${delays.length}`, `${Math.round(busy * 100)} %`, drained];
  return { who: reader.name, cpu, doing, worst, cells };
}

function printRuns(runs: readonly Run[]): void {
  const head = ['', 'CPU', 'p50', 'p95', 'worst', 'inputs', 'thread busy', 'caught up after'];
  const rows = runs.map(({ who, cpu, doing, cells }) => [`${who}, ${doing}`, `1/${cpu}`, ...cells]);
  console.log(`from input to the frame that shows it\n${table(head, rows)}`);
}

test('input delay, nodes and jumps with 10,000 messages and 100 more a second', async () => {
  printMachine();
  const runs: Run[] = [];
  const readers = [await Reader.ofWidget(world, code), await Reader.ofNaive(world, code)];
  const nodes = new Map<string, number>();
  for (const reader of readers) {
    await reader.page.bringToFront();
    // The control takes its time with each: typing shows enough of it.
    const isWidget = reader === readers[0];
    for (const cpu of CPUS) {
      for (const doing of isWidget ? WAYS : WAYS.slice(0, 1))
        runs.push(await run(reader, cpu, doing));
    }
    nodes.set(reader.name, await reader.probe.nodes());
  }
  printRuns(runs);
  const [widget] = readers;
  if (!widget) throw new Error('no reader');
  await widget.page.bringToFront();
  const busy = async () => {
    const stop = ana.talk(PER_SECOND);
    await new Promise((done) => setTimeout(done, 3_000));
    await stop();
  };
  const pinned = await widget.probe.lag(busy);
  await widget.probe.wheel(-2_000);
  const reading = await widget.probe.drift(busy);
  const worst = (cpu: 1 | 4) =>
    Math.max(
      ...runs.filter((one) => one.who === 'widget' && one.cpu === cpu).map((one) => one.worst),
    );
  const jump = ({ px, frames }: Drift) => `${px.toFixed(2)} px in ${frames} frames`;
  const kept = [
    ...CPUS.map((cpu) =>
      printClaim(
        `worst input delay at 1/${cpu} of the processor at most ${WORST_DELAY[cpu]} ms`,
        ms(worst(cpu)),
        worst(cpu) <= WORST_DELAY[cpu],
      ),
    ),
    printClaim(
      `at most ${MOST_NODES} nodes`,
      [...nodes].map(([who, count]) => `${who} ${count}`).join(', '),
      (nodes.get('widget') ?? Number.NaN) <= MOST_NODES,
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
