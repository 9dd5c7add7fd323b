import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** What Linux tells of processes; elsewhere nothing is known. */

/** Ticks of /proc per second on every Linux there is. */
const TICKS = 100;

function read(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}

/** CPU time a process has used so far, s; NaN when unknown. */
export function cpuOf(pid: number): number {
  const fields = read(`${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Resident memory of a process, bytes; NaN when unknown. */
export function rssOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(read(`${pid}/status`))?.[1]) * 1_024;
}

/** CPU time the whole machine has been busy so far, s; NaN when unknown. */
function busy(): number {
  // user, nice, system, idle, iowait, irq, softirq, steal
  const [user, nice, system, , , irq, softirq, steal] = (
    /^cpu\s+(.*)/.exec(read('stat'))?.[1] ?? ''
  )
    .split(' ')
    .map(Number);
  return [user, nice, system, irq, softirq, steal].reduce<number>(
    (sum, ticks) => sum + (ticks ?? Number.NaN) / TICKS,
    0,
  );
}

/** What share of the machine somebody used over a time. */
export class Load {
  readonly #pids: readonly number[];
  #from: { at: number; busy: number; cpu: readonly number[] };

  /** @param pids the processes of the bench, its own beside. */
  constructor(pids: readonly number[]) {
    this.#pids = [process.pid, ...pids];
    this.#from = this.#now();
  }

  /** Since the last call: cores that each of the processes used, and that all others used. */
  take(): { readonly each: readonly number[]; readonly others: number } {
    const [from, to] = [this.#from, this.#now()];
    this.#from = to;
    const seconds = to.at - from.at;
    const cores = to.cpu.map((cpu, i) => (cpu - (from.cpu[i] ?? 0)) / seconds);
    const all = (to.busy - from.busy) / seconds;
    const others = Math.max(0, all - cores.reduce((sum, used) => sum + used, 0));
    return { each: cores.slice(1), others };
  }

  #now() {
    return { at: performance.now() / 1_000, busy: busy(), cpu: this.#pids.map(cpuOf) };
  }
}

/** How many cores others used, as a figure is only as good as the machine was quiet. */
export function showOthers(others: number): string {
  if (Number.isNaN(others)) return 'load of others unknown';
  return `others used ${others.toFixed(2)} of ${cpus().length} cores`;
}
