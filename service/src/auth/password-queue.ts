import type { Rate } from '../limits/bucket.js';
import { Buckets } from '../limits/buckets.js';
import { checkPassword, hashPassword } from './password.js';

/** How many may be worked on at once: they share libuv's threads with the disk and DNS. */
const AT_ONCE = 2;

/** When to come again to a queue that is full, ms. */
const COME_AGAIN = 2_000;

/** How many rooms and networks are remembered to have had their turn. */
const REMEMBERED = 1_024;

export interface PasswordBounds {
  /** Work begun per address. */
  readonly rate: Rate;
  /** How much may be waited for or under way, per address and room, per room, and in all. */
  readonly perAddress: number;
  readonly perRoom: number;
  readonly inAll: number;
}

/** The slow work itself. */
export interface PasswordWork {
  check(password: string, kept: string): Promise<boolean>;
  hash(password: string): Promise<string>;
}

/** For whom a password is worked on. */
export interface Asker {
  /** The room, or what stands for it: whatever takes turns with others. */
  readonly room: string;
  readonly network: string;
}

/** Nothing was done: the queue is full, or the address had its share. */
export class PasswordQueueFull extends Error {
  override readonly name = 'PasswordQueueFull';
  /** Whether it is this address that asks for too much, and not all together. */
  readonly isAddress: boolean;
  /** ms. */
  readonly retryAfter: number;

  constructor(isAddress: boolean, retryAfter: number) {
    super('Too many passwords are being worked on.');
    this.isAddress = isAddress;
    this.retryAfter = retryAfter;
  }
}

interface Waiting {
  readonly asker: Asker;
  readonly work: () => Promise<void>;
}

/**
 * Works on passwords, which is slow on purpose, a few at a time and in fair turns: next is whose room
 * and address have both waited longest since their last turn. So a crowd before one room, or one
 * address before many rooms, holds up only itself. One address has one turn at a time.
 */
export class PasswordQueue {
  readonly #bounds: PasswordBounds;
  readonly #now: () => number;
  readonly #work: PasswordWork;
  readonly #rate: Buckets;
  readonly #waiting: Waiting[] = [];
  /** The networks that have a turn now. */
  readonly #working = new Set<string>();
  /** Places taken, by what they count for. */
  readonly #taken = new Map<string, number>();
  /** The number of the last turn, by room and by network; the longest ago first. */
  readonly #lastTurns = { room: new Map<string, number>(), network: new Map<string, number>() };
  #turns = 0;

  /** @param now ms. */
  constructor(
    bounds: PasswordBounds,
    now: () => number,
    work: PasswordWork = { check: checkPassword, hash: hashPassword },
  ) {
    this.#bounds = bounds;
    this.#now = now;
    this.#work = work;
    this.#rate = new Buckets(bounds.rate);
  }

  /**
   * Holds a place while `work` runs, which checks and hashes for this asker.
   * @throws PasswordQueueFull before anything else, when there is no place.
   */
  async within<T>(asker: Asker, work: () => Promise<T>): Promise<T> {
    const { room, network } = asker;
    const { perAddress, perRoom, inAll } = this.#bounds;
    const places: readonly (readonly [string, number])[] = [
      [`address ${network} ${room}`, perAddress],
      [`room ${room}`, perRoom],
      ['all', inAll],
    ];
    const full = places.findIndex(([place, most]) => (this.#taken.get(place) ?? 0) >= most);
    if (full >= 0) throw new PasswordQueueFull(full === 0, COME_AGAIN);
    const wait = this.#rate.take(network, this.#now());
    if (wait > 0) throw new PasswordQueueFull(true, wait);
    for (const [place] of places) this.#count(place, 1);
    try {
      return await work();
    } finally {
      for (const [place] of places) this.#count(place, -1);
    }
  }

  /** Whether a password is the kept one. */
  check(password: string, kept: string, asker: Asker): Promise<boolean> {
    return this.#turn(asker, () => this.#work.check(password, kept));
  }

  /** The kept form of a password. */
  hash(password: string, asker: Asker): Promise<string> {
    return this.#turn(asker, () => this.#work.hash(password));
  }

  #turn<T>(asker: Asker, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ asker, work: () => work().then(resolve, reject) });
      this.#next();
    });
  }

  #next(): void {
    while (this.#working.size < AT_ONCE) {
      const next = this.#longestWithoutTurn();
      if (!next) return;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      const { room, network } = next.asker;
      this.#turns += 1;
      remember(this.#lastTurns.room, room, this.#turns);
      remember(this.#lastTurns.network, network, this.#turns);
      this.#working.add(network);
      void next.work().then(() => {
        this.#working.delete(network);
        this.#next();
      });
    }
  }

  #longestWithoutTurn(): Waiting | undefined {
    let found: Waiting | undefined;
    let [least, leastOfNetwork] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const one of this.#waiting) {
      const { room, network } = one.asker;
      if (this.#working.has(network)) continue;
      const ofNetwork = this.#lastTurns.network.get(network) ?? 0;
      const last = Math.max(this.#lastTurns.room.get(room) ?? 0, ofNetwork);
      if (last > least || (last === least && ofNetwork >= leastOfNetwork)) continue;
      [found, least, leastOfNetwork] = [one, last, ofNetwork];
    }
    return found;
  }

  #count(place: string, change: number): void {
    const taken = (this.#taken.get(place) ?? 0) + change;
    if (taken > 0) this.#taken.set(place, taken);
    else this.#taken.delete(place);
  }
}

function remember(turns: Map<string, number>, whose: string, turn: number): void {
  turns.delete(whose);
  turns.set(whose, turn);
  const [oldest] = turns.keys();
  if (turns.size > REMEMBERED && oldest !== undefined) turns.delete(oldest);
}
