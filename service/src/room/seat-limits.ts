import { times } from '../limits/bucket.js';
import type { Charge } from '../limits/charges.js';
import { SeatBuckets } from '../limits/seat-buckets.js';
import type { Clock } from './clock.js';
import { refusalOf, refuse } from './refusal.js';
import type { RoomSettings } from './settings.js';

/** What a seat can use up, and what an error calls it. */
const WORDS = {
  sends: 'messages',
  amends: 'edits, deletions and reactions',
  renames: 'new names',
  commands: 'commands of your seat',
  typing: 'typing signals',
  reads: 'read positions',
  presence: 'connections and disconnections',
  httpReads: 'reads of your seat over HTTP',
  fruitless: 'commands that changed nothing',
} as const;

export type SeatLimit = keyof typeof WORDS;

/**
 * What each seat of a room may do, whatever connection or request it comes by: sixty sockets of one
 * seat get no more than one.
 */
export class SeatLimits {
  readonly #buckets: SeatBuckets<SeatLimit>;

  constructor(settings: RoomSettings, clock: Clock) {
    const { sends, amends, renames, typing, reads, presence, httpReads } = settings;
    const rates = {
      ...{ sends, amends, renames, typing, reads, presence, httpReads },
      // A seat may give as many commands as two connections; and as many that change nothing as one.
      commands: times(settings.commands, 2),
      fruitless: settings.commands,
    };
    this.#buckets = new SeatBuckets(rates, () => clock.now());
  }

  /** How many buckets there are. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Takes one of a seat's, or throws `rate_limited`. */
  take(limit: SeatLimit, seat: string): Charge {
    const charge = this.ask(limit, seat);
    if (typeof charge === 'number') throw this.refusal(limit, charge);
    return charge;
  }

  /** Takes one of a seat's. Returns its charge, or the ms until there is one. */
  ask(limit: SeatLimit, seat: string): Charge | number {
    return this.#buckets.take(limit, seat);
  }

  /** Takes one of a seat's, for what can be left out. @returns whether there was one. */
  allows(limit: SeatLimit, seat: string): boolean {
    return typeof this.ask(limit, seat) !== 'number';
  }

  refusal(limit: SeatLimit, wait: number) {
    return refuse.tooMany(WORDS[limit], wait);
  }

  /**
   * Does a seat's work at the cost of one. Work that changes nothing, refused or done before, costs
   * nothing of it, but has a limit of its own, since it was looked at all the same.
   */
  async charged<T extends { readonly duplicate?: true }>(
    limit: SeatLimit,
    seat: string,
    work: () => Promise<T>,
  ): Promise<T> {
    const charge = this.take(limit, seat);
    let fruitless: Charge | undefined;
    try {
      fruitless = this.take('fruitless', seat);
      const done = await work();
      if (done.duplicate) charge.refund();
      else fruitless.refund();
      return done;
    } catch (error) {
      charge.refund();
      // The service's own trouble is not the seat's.
      if (refusalOf(error)?.code === 'unavailable') fruitless?.refund();
      throw error;
    }
  }

  /** A seat has ended. */
  forget(seat: string): void {
    this.#buckets.forget(seat);
  }
}
