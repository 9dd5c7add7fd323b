import type { Rate } from './bucket.js';
import { Buckets } from './buckets.js';
import type { Charge } from './charges.js';

/** What each seat has left of several things, by the names of their rates. */
export class SeatBuckets<Kind extends string> {
  readonly #rates: Readonly<Record<Kind, Rate>>;
  readonly #now: () => number;
  /** Made when first needed: most rooms need few of them. */
  readonly #buckets = new Map<Kind, Buckets>();

  /** @param now ms. */
  constructor(rates: Readonly<Record<Kind, Rate>>, now: () => number) {
    this.#rates = rates;
    this.#now = now;
  }

  /** How many buckets there are. */
  get size(): number {
    return [...this.#buckets.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Takes one of a seat's. Returns its charge, or the ms until there is one. */
  take(kind: Kind, seat: string): Charge | number {
    const buckets = this.#of(kind);
    const wait = buckets.take(seat, this.#now());
    if (wait > 0) return wait;
    let isSettled = false;
    return {
      spend: () => {
        isSettled = true;
      },
      refund: () => {
        if (!isSettled) buckets.refund(seat);
        isSettled = true;
      },
    };
  }

  /** A seat has ended. */
  forget(seat: string): void {
    for (const buckets of this.#buckets.values()) buckets.forget(seat);
  }

  #of(kind: Kind): Buckets {
    let buckets = this.#buckets.get(kind);
    if (!buckets) {
      buckets = new Buckets(this.#rates[kind]);
      this.#buckets.set(kind, buckets);
    }
    return buckets;
  }
}
