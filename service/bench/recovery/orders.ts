import type { Faults } from '../clients/member.js';

/** What the bench tells the processes that play the crowd, and what they say. */

export interface CrowdPlan {
  readonly url: string;
  readonly room: string;
  readonly members: number;
  /** How many of the members send. */
  readonly talkers: number;
}

/** Spans of the run over which latencies are counted. */
export const PHASES = ['before', 'control', 'recovery', 'after'] as const;
export type Phase = (typeof PHASES)[number];

export type Order =
  | { readonly order: 'talk'; readonly perSecond: number }
  | { readonly order: 'hush' }
  | { readonly order: 'phase'; readonly phase: Phase }
  | { readonly order: 'drop' }
  | { readonly order: 'return'; readonly spreadMs: number }
  | { readonly order: 'report' };

export type Word =
  | { readonly word: 'joined' }
  /** All events up to here were sent. */
  | { readonly word: 'hushed'; readonly sent: number }
  | { readonly word: 'dropped' }
  | { readonly word: 'returned'; readonly took: readonly number[] }
  | Report;

export interface Report {
  readonly word: 'report';
  /** By phase, a histogram's counts. */
  readonly latencies: Partial<Record<Phase, (number | null)[]>>;
  readonly faults: Faults;
  /** The least seq up to which some member has all. */
  readonly at: number;
  /** Recovered events that differ from what those who stayed got. */
  readonly different: number;
  /** Recovered events held against what those who stayed got. */
  readonly compared: number;
}

/** Follows orders, in their order. */
export function follow(obey: (order: Order) => Promise<Word | undefined>): void {
  process.on('message', (order: Order) => {
    obey(order).then((word) => word && tell(word), die);
  });
  // Orphans stop by themselves.
  process.once('disconnect', () => process.exit(1));
}

export function tell(word: Word): void {
  process.send?.(word);
}

/** A crowd that went wrong measures nothing. */
export function die(error: unknown): never {
  console.error(error);
  process.exit(1);
}

export function readPlan(): CrowdPlan {
  return JSON.parse(process.argv[2] ?? '') as CrowdPlan;
}
