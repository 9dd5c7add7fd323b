import { type Rate, times } from '../limits/bucket.js';
import { allOf, type Charge, Charges, UsedUp } from '../limits/charges.js';
import { type Network, SHARES } from '../limits/networks.js';
import { type Refusal, refuse } from '../room/refusal.js';
import type { Visitor } from '../room/visitor.js';

/** How often it may be told that too many look-ups fail, ms. */
const TELL_EVERY = 60_000;

/** The one key of what all addresses have together. */
const ALL = 'all';

/** How many of all addresses may wait for the look-ups of others. */
const ALL_WAITING = 10_000;

export interface GuessRates {
  readonly guesses: Rate;
  readonly lookups: Rate;
}

/** A guess that was charged, or needed none. */
export type Guess = Pick<Visitor, 'guard' | 'wrong' | 'right'>;

/** Something that one look-up is charged to. */
interface Payer {
  readonly charges: Charges;
  readonly key: string;
}

/**
 * Wrong codes, passwords and tokens: so many an address may try, and so many all of them together,
 * against those who have very many addresses.
 */
export class Guesses {
  readonly #byShare: ReadonlyMap<number, Charges>;
  readonly #all: Charges;
  readonly #now: () => number;
  readonly #onAllUsedUp: () => void;
  #failed = 0;
  #tellFrom = Number.NEGATIVE_INFINITY;

  constructor({ guesses, lookups }: GuessRates, now: () => number, onAllUsedUp: () => void) {
    const charges = (share: number) => new Charges({ rate: times(guesses, share), now });
    this.#byShare = new Map(SHARES.map((share) => [share, charges(share)]));
    this.#all = new Charges({ rate: lookups, now, mostWaiting: ALL_WAITING });
    this.#now = now;
    this.#onAllUsedUp = onAllUsedUp;
  }

  /** How many were wrong. */
  get failed(): number {
    return this.#failed;
  }

  get size(): number {
    return [...this.#byShare.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * A guess, paid for unless it needn't be.
   * @throws Refusal `rate_limited`.
   */
  async take(networks: readonly Network[], proves: () => Promise<boolean>): Promise<Guess> {
    const payers = this.#payers(networks);
    const charge = takeNow(payers);
    if (charge) return this.#charged(charge);
    // Whoever brings what is live waits for nobody's guesses.
    if (await proves()) return this.#free(payers);
    try {
      return this.#charged(await take(payers));
    } catch (error) {
      if (!(error instanceof UsedUp)) throw error;
      if (this.#all.wait(ALL) > 0) this.#tell();
      throw tooMany(error.retryAfter);
    }
  }

  #payers(networks: readonly Network[]): Payer[] {
    const own = networks.flatMap(({ name, share }) => {
      const charges = this.#byShare.get(share);
      return charges ? [{ charges, key: name }] : [];
    });
    return [...own, { charges: this.#all, key: ALL }];
  }

  #charged(charge: Charge): Guess {
    return {
      guard: () => {},
      right: () => charge.refund(),
      wrong: (refusal: Refusal) => {
        charge.spend();
        this.#failed += 1;
        return refusal;
      },
    };
  }

  /** Nothing was charged: so nothing may be found out either. */
  #free(payers: readonly Payer[]): Guess {
    const refusal = () => {
      const waits = payers.map(({ charges, key }) => charges.wait(key));
      return tooMany(Math.max(1, ...waits));
    };
    return {
      guard: () => {
        throw refusal();
      },
      right: () => {},
      wrong: () => {
        this.#failed += 1;
        return refusal();
      },
    };
  }

  #tell(): void {
    const now = this.#now();
    if (now < this.#tellFrom) return;
    this.#tellFrom = now + TELL_EVERY;
    this.#onAllUsedUp();
  }
}

function tooMany(wait: number): Refusal {
  return refuse.tooMany('wrong codes, passwords or tokens', wait);
}

/** A charge of all payers, if it can be had at once. */
function takeNow(payers: readonly Payer[]): Charge | undefined {
  const charges: Charge[] = [];
  for (const { charges: from, key } of payers) {
    const charge = from.take(key);
    if (!charge) {
      allOf(charges).refund();
      return undefined;
    }
    charges.push(charge);
  }
  return allOf(charges);
}

/** A charge of all payers, one after another, so that no two wait for each other. */
async function take(payers: readonly Payer[]): Promise<Charge> {
  const charges: Charge[] = [];
  try {
    for (const { charges: from, key } of payers) charges.push(await from.taken(key));
    return allOf(charges);
  } catch (error) {
    allOf(charges).refund();
    throw error;
  }
}
