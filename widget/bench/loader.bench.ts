import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '../../examples/testing/browser.js';
import { World } from '../../examples/testing/world.js';
import { ms, printClaim, printMachine } from '../../service/bench/print.js';
import { quantile } from './input-meter.js';
import { table } from './table.js';

/** What the loader takes of a page's main thread, before anybody touched the launcher. */

const ROUNDS = 15;
const MOST_MS = 5;
/** What running a script is made of, as Chromium traces it. */
const PARTS = ['v8.compile', 'EvaluateScript', 'FunctionCall'];

interface Traced {
  readonly name: string;
  readonly ts: number;
  /** Wall time and time on the processor, µs. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly url?: string } };
}

let world: World;

beforeAll(async () => {
  const page = (script: string) => `<!doctype html><title>Page</title><body>${script}`;
  world = await World.start({
    site: (service) => ({
      pages: {
        '/widget': page(`<script src="${service}/widget.js"></script>`),
        '/empty': page('<script src="/empty.js"></script>'),
        '/empty.js': '',
      },
    }),
  });
});
afterAll(() => world.close());

async function traced(cdp: CDPSession, work: () => Promise<unknown>): Promise<Traced[]> {
  const events: Traced[] = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as never as Traced[])));
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'v8'] },
  });
  await work();
  const complete = new Promise((done) => cdp.once('Tracing.tracingComplete', done));
  await cdp.send('Tracing.end');
  await complete;
  return events;
}

/** Time on the processor that a script took, ms: read, run, and called back by the page. */
async function scriptTime(path: string, file: string): Promise<number> {
  const { page, close } = await visit(world.browser, 'about:blank');
  try {
    const cdp = await page.context().newCDPSession(page);
    const events = await traced(cdp, async () => {
      await page.goto(world.site.url + path);
      await page.waitForLoadState('networkidle');
    });
    const own = events
      .filter(({ name, args }) => PARTS.includes(name) && args.data?.url?.endsWith(file))
      .sort((a, b) => a.ts - b.ts);
    let time = 0;
    let end = 0;
    for (const { ts, dur = 0, tdur = dur } of own) {
      // What runs inside another is in its time already.
      if (ts < end) continue;
      end = ts + dur;
      time += tdur;
    }
    return time / 1_000;
  } finally {
    await close();
  }
}

test('the loader on the main thread', async () => {
  printMachine();
  const rows: string[][] = [];
  const medians: number[] = [];
  for (const [path, file] of [
    ['/widget', '/widget.js'],
    ['/empty', '/empty.js'],
  ] as const) {
    const times: number[] = [];
    for (let i = 0; i < ROUNDS; i++) times.push(await scriptTime(path, file));
    medians.push(quantile(times, 0.5));
    rows.push([file, ...[0, 0.5, 1].map((share) => ms(quantile(times, share)))]);
  }
  const [loader = Number.NaN] = medians;
  console.log(table(['time of the processor', 'best', 'median', 'worst'], rows));
  const claim = `the loader takes less than ${MOST_MS} ms of the main thread`;
  expect(loader).toBeGreaterThan(0);
  expect(printClaim(claim, `median ${ms(loader)} of ${ROUNDS}`, loader < MOST_MS)).toBe(true);
});
