import { AddressBuckets } from '../limits/address-buckets.js';
import type { Rate } from '../limits/bucket.js';
import type { Charge } from '../limits/charges.js';
import { type Network, networksOf } from '../limits/networks.js';
import { refuse } from '../room/refusal.js';
import type { Creator, Visitor } from '../room/visitor.js';
import { Guesses } from './guesses.js';

/** What one address may do. */
export interface VisitorRates {
  readonly joins: Rate;
  readonly guesses: Rate;
  readonly rooms: Rate;
  readonly httpReads: Rate;
  readonly badFrames: Rate;
  /** Look-ups that fail, of all addresses together. */
  readonly lookups: Rate;
}

export interface VisitorsOptions {
  readonly rates: VisitorRates;
  /** ms. */
  readonly now: () => number;
  /** Too many look-ups fail, of all addresses together. Called at most once a minute. */
  readonly onLookupsUsedUp?: () => void;
}

/** An address, and what it has left. */
export interface Address extends Creator {
  /** The widest network that it is in: what fair turns go by. */
  readonly network: string;
  /**
   * Runs `look`, which may find out that somebody guessed wrong, at the cost of a guess: charged
   * first, and given back unless it was wrong.
   * @param proves whether what they bring is live: then they may go on when no guess can be had.
   * @throws Refusal `rate_limited` when none can be had.
   */
  guess<T>(proves: () => Promise<boolean>, look: (visitor: Visitor) => Promise<T>): Promise<T>;
  /** Charges a read over HTTP, or throws `rate_limited`. */
  read(): void;
  /** Charges a question to the engine as a read. @returns whether there was one left. */
  mayAsk(): boolean;
  /** Notes a frame that can't be read. @returns whether there were too many from this address. */
  strike(): boolean;
}

/** Knows visitors by their address, and what each has left. */
export class Visitors {
  readonly #now: () => number;
  readonly #guesses: Guesses;
  readonly #joins: AddressBuckets;
  readonly #rooms: AddressBuckets;
  readonly #httpReads: AddressBuckets;
  readonly #badFrames: AddressBuckets;

  constructor({ rates, now, onLookupsUsedUp = () => {} }: VisitorsOptions) {
    this.#now = now;
    this.#guesses = new Guesses(rates, now, onLookupsUsedUp);
    this.#joins = new AddressBuckets(rates.joins);
    this.#rooms = new AddressBuckets(rates.rooms);
    this.#httpReads = new AddressBuckets(rates.httpReads);
    this.#badFrames = new AddressBuckets(rates.badFrames);
  }

  /** How many look-ups have failed since the start. */
  get failedLookups(): number {
    return this.#guesses.failed;
  }

  /** How many entries all limits hold together. */
  get size(): number {
    const { size } = this.#guesses;
    const buckets = [this.#joins, this.#rooms, this.#httpReads, this.#badFrames];
    return buckets.reduce((sum, one) => sum + one.size, size);
  }

  /** @param address an IP address as text. */
  at(address: string): Address {
    const networks = networksOf(address);
    const network = networks.at(-1)?.name ?? '';
    const take = (buckets: AddressBuckets, what: string) => this.#take(buckets, networks, what);
    const takeSeat = () => take(this.#joins, 'joins from your address');
    return {
      network,
      guess: async (proves, look) => {
        const guess = await this.#guesses.take(networks, proves);
        try {
          return await look({ network, networks, takeSeat, ...guess });
        } finally {
          guess.right();
        }
      },
      createRoom: () => take(this.#rooms, 'rooms created from your address'),
      read: () => void take(this.#httpReads, 'requests from your address'),
      mayAsk: () => this.#httpReads.take(networks, this.#now()) === 0,
      strike: () => this.#badFrames.take(networks, this.#now()) > 0,
    };
  }

  #take(buckets: AddressBuckets, networks: readonly Network[], what: string): Charge {
    const wait = buckets.take(networks, this.#now());
    if (wait > 0) throw refuse.tooMany(what, wait);
    let isSettled = false;
    const settle = (work: () => void) => () => {
      if (!isSettled) work();
      isSettled = true;
    };
    return { spend: settle(() => {}), refund: settle(() => buckets.refund(networks)) };
  }
}
