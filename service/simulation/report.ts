import type { Outcome } from './simulate.js';

/** What many runs came to. */
export interface Report {
  readonly seeds: number;
  /** Seeds that broke a promise, with what they broke. */
  readonly broken: readonly { readonly seed: number; readonly what: string }[];
  readonly tally: Readonly<Record<string, number>>;
}

export const NOTHING: Report = { seeds: 0, broken: [], tally: {} };

export function reportOf({ seed, violation, tally }: Outcome): Report {
  const what = violation && `[${violation.rule}] ${violation.what}`;
  return { seeds: 1, broken: what ? [{ seed, what }] : [], tally: Object.fromEntries(tally) };
}

export function add(one: Report, other: Report): Report {
  const tally = { ...one.tally };
  for (const [name, count] of Object.entries(other.tally)) tally[name] = (tally[name] ?? 0) + count;
  return {
    seeds: one.seeds + other.seeds,
    broken: [...one.broken, ...other.broken],
    tally,
  };
}

/** The counts of one sort, such as `fault`, in one line. */
export function counts(tally: Report['tally'], sort: string): string {
  return Object.entries(tally)
    .filter(([name]) => name.startsWith(`${sort} `))
    .sort()
    .map(([name, count]) => `${name.slice(sort.length + 1)} ${count}`)
    .join(' · ');
}
