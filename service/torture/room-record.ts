import type { Findings } from './findings.js';
import type { Place, Report } from './report.js';
import { isSame, type Seen } from './seen.js';

export interface Acked {
  readonly seq: number;
  readonly kind: string;
  readonly what: string | number;
}

type Told<T extends Report['type']> = Extract<Report, { type: T }>;

/** All that was said and seen of one room, by all lives of all its clients. */
export class RoomRecord {
  /** Each event as the first client that saw it reported it. */
  readonly seen = new Map<number, Seen>();
  readonly sent = new Map<string, Place>();
  readonly refused = new Set<string>();
  readonly acked: Acked[] = [];
  readonly shown = new Map<string, Told<'shown'>>();
  delivered = 0;
  /** Views that started anew. */
  resets = 0;
  epoch: string | undefined;
  /** How far each life's view has got. */
  readonly #cursors = new Map<string, number>();

  constructor(
    readonly code: string,
    readonly findings: Findings,
  ) {}

  /** @param life whose view it is: one life of one tab. */
  viewed({ epoch, seq, anew }: Told<'view'>, life: string): void {
    this.epoch ??= epoch;
    if (epoch !== this.epoch) this.#add('altered', `${life}: another epoch, ${epoch}`);
    if (anew) {
      this.resets += 1;
      // Nothing is trimmed and no copy brought back: whoever is told to start anew lost something.
      this.#add('lost', `${life}: its view started anew at ${seq}`);
    }
    this.#cursors.set(life, seq);
  }

  saw(event: Seen, life: string): void {
    this.delivered += 1;
    const [seq, kind] = event;
    const cursor = this.#cursors.get(life) ?? 0;
    if (seq <= cursor) this.#add('duplicated', `${life}: ${kind} ${seq} after ${cursor}`);
    if (seq > cursor + 1) this.#add('reordered', `${life}: ${kind} ${seq} next after ${cursor}`);
    this.#cursors.set(life, Math.max(cursor, seq));
    const known = this.seen.get(seq);
    if (known && !isSame(known, event)) {
      this.#add('altered', `${life}: ${event.join(' ')}, for others ${known.join(' ')}`);
    } else if (!known || event[4]) this.seen.set(seq, event);
  }

  #add(wrong: Parameters<Findings['add']>[0], what: string): void {
    this.findings.add(wrong, `${this.code} ${what}`);
  }
}
