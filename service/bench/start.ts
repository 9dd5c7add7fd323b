import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { BuiltService } from './built-service.js';
import { LeanSocket } from './clients/lean-socket.js';
import { mib, ms, printClaim, printMachine } from './print.js';
import { Load, rssOf, showOthers } from './proc.js';
import { codeOf, filledFolder, hostTokenOf, markOf } from './start/fill.js';
import { countTraces } from './start/traces.js';

/**
 * A data folder with a thousand rooms and two million events. The claims: the service is ready
 * within 3 s, a room that nobody has open is joined within 50 ms, memory doesn't follow what is
 * stored, and of a room that was erased nothing is left in the files. The control is the same
 * service on an empty folder; for the search, a room that was not erased.
 */

const { values } = parseArgs({
  options: {
    rooms: { type: 'string', default: '1000' },
    events: { type: 'string', default: '2000000' },
    joins: { type: 'string', default: '300' },
  },
});
const ROOMS = Number(values.rooms);
const EVENTS = Number(values.events);
const JOINS = Math.min(ROOMS - 2, Number(values.joins));
const ERASED = ROOMS - 1;
const KEPT = ROOMS - 2;
/** More than the rooms of one connection may be. */
const JOINS_EACH = 25;
/** By then the first sweep has looked after all rooms whose time had come, ms. */
const SETTLED = 12_000;
/**
 * Most that the filled folder may cost in memory beyond the empty one, bytes: SQLite's page cache,
 * which is bounded at 16 MB, its bookkeeping, and what a garbage collector leaves for later.
 */
const ALLOWANCE = 32 * 2 ** 20;
/** A young generation that doesn't breathe: memory is compared. */
const ENV = { NODE_OPTIONS: '--max-semi-space-size=1' };
/** How long the traces of an erased room may take to go, ms. */
const GONE_WITHIN = 60_000;

interface Run {
  readonly readyAfter: number;
  /** Resident bytes: when ready, and when the first sweep is done. */
  readonly rss: readonly [number, number];
  /** Cores that others used from the start to the end of the work. */
  readonly others: number;
}

async function run(folder: string, work?: (service: BuiltService) => Promise<void>): Promise<Run> {
  const service = await BuiltService.start(folder, ['--join-rate', '1000000'], ENV);
  try {
    const atStart = rssOf(service.pid);
    const load = new Load([service.pid]);
    await work?.(service);
    const { others } = load.take();
    await sleep(SETTLED);
    return { readyAfter: service.readyAfter, rss: [atStart, rssOf(service.pid)], others };
  } finally {
    await service.stop('SIGKILL');
  }
}

/** Joins rooms that nobody has open, one after another; ms each. */
async function joinCold(service: BuiltService): Promise<number[]> {
  const took: number[] = [];
  for (let from = 0; from < JOINS; from += JOINS_EACH) {
    let heard = () => {};
    const socket = await LeanSocket.open(service.url, {
      frame(bytes, start, end) {
        const frame = bytes.toString('utf8', start, end);
        if (frame.startsWith('{"type":"error"')) throw new Error(frame);
        if (frame.startsWith('{"type":"ok"')) heard();
      },
      closed() {},
    });
    for (let room = from; room < Math.min(JOINS, from + JOINS_EACH); room++) {
      const start = performance.now();
      const joined = new Promise<void>((resolve) => {
        heard = resolve;
      });
      socket.send({ type: 'join', id: room + 1, room: codeOf(room), name: 'Bench' });
      await joined;
      took.push(performance.now() - start);
    }
    socket.drop();
  }
  return took.sort((a, b) => a - b);
}

/** Erases a room as its host; ms until nothing of its text is in the files, or undefined. */
async function eraseRoom(service: BuiltService, folder: string): Promise<number | undefined> {
  const at = `${service.url}/v1/rooms/${codeOf(ERASED)}`;
  const taken = await fetch(`${at}/seats`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Host', hostToken: hostTokenOf(ERASED) }),
  });
  const { seat } = (await taken.json()) as { seat: string };
  const start = performance.now();
  const { status } = await fetch(at, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${seat}` },
  });
  if (status !== 204) throw new Error(`DELETE answered ${status}`);
  while (performance.now() - start < GONE_WITHIN) {
    if (countTraces(folder, markOf(ERASED)) === 0) return performance.now() - start;
    await sleep(250);
  }
  return undefined;
}

async function main(): Promise<boolean> {
  printMachine();
  const began = performance.now();
  const filled = await filledFolder(ROOMS, EVENTS / ROOMS);
  const stored = statSync(join(filled, 'roomlet.db')).size;
  console.log(
    `${ROOMS} rooms, ${EVENTS} events, ${mib(stored)}, made in ${ms(performance.now() - began)} (kept in ${filled})`,
  );
  const work = mkdtempSync(join(tmpdir(), 'roomlet-bench-'));
  const [folder, empty] = [join(work, 'filled'), join(work, 'empty')];
  try {
    cpSync(filled, folder, { recursive: true });
    const before = countTraces(folder, markOf(ERASED));
    const control = await run(empty);
    const quiet = await run(folder);
    let joins: number[] = [];
    let gone: number | undefined;
    const used = await run(folder, async (service) => {
      joins = await joinCold(service);
      gone = await eraseRoom(service, folder);
    });
    const left = countTraces(folder, markOf(ERASED));
    const others = countTraces(folder, markOf(KEPT));
    const p50 = joins[Math.floor(joins.length / 2)] ?? Number.NaN;
    const p99 = joins[Math.floor(joins.length * 0.99)] ?? Number.NaN;
    const more = quiet.rss.map((rss, i) => rss - (control.rss[i] ?? 0));
    return [
      printClaim(
        'ready within 3 s',
        `${ms(quiet.readyAfter)}; on an empty folder ${ms(control.readyAfter)}`,
        quiet.readyAfter <= 3_000,
      ),
      printClaim(
        'a cold room is joined within 50 ms',
        `p50 ${ms(p50)}, p99 ${ms(p99)}, at most ${ms(joins.at(-1) ?? 0)} of ${joins.length}; ${showOthers(used.others)}`,
        p99 < 50,
      ),
      printClaim(
        'memory does not follow what is stored',
        `${quiet.rss.map(mib).join(' when ready, ')} after the first sweep; on an empty folder ${control.rss.map(mib).join(' and ')}; stored are ${mib(stored)}`,
        more.every((bytes) => bytes < ALLOWANCE),
      ),
      printClaim(
        'of an erased room nothing is left in the files',
        `its text ${before} times before, ${left} after${gone === undefined ? '' : `, gone in ${ms(gone)}`}; another room's ${others} times`,
        before > 0 && left === 0 && gone !== undefined && others > 0,
      ),
    ].every(Boolean);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

process.exitCode = (await main()) ? 0 : 1;
