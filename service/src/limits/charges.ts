import type { Rate } from './bucket.js';
import { Buckets } from './buckets.js';

/** Paid before anybody knows whether it is owed. It is settled once; later calls do nothing. */
export interface Charge {
  /** It was owed. */
  spend(): void;
  /** It was not. */
  refund(): void;
}

/** Nothing is left, or too many wait. */
export class UsedUp extends Error {
  override readonly name = 'UsedUp';
  /** ms. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super('used up');
    this.retryAfter = retryAfter;
  }
}

/** When to ask again where too many wait, ms. */
const CROWDED = 1_000;

/** How many may wait for the charges of one key to be settled, where nothing else is said. */
const MOST_WAITING = 1_000;

export interface ChargesOptions {
  readonly rate: Rate;
  /** ms. */
  readonly now: () => number;
  /** Most that may wait for the charges of one key to be settled. */
  readonly mostWaiting?: number;
}

/** What is known of a key while charges of it are open. */
interface Account {
  open: number;
  readonly waiting: Waiting[];
}

interface Waiting {
  readonly resolve: (charge: Charge) => void;
  readonly reject: (reason: UsedUp) => void;
}

/**
 * A limit on what can be judged only after a while, by key. Each try is charged before it begins, so
 * that of many at once no more are wrong than of many one by one; an open charge is a token set
 * aside, which nobody else can spend. Who finds nothing but open charges waits until one is refunded,
 * so that nobody is refused because others are being looked at.
 */
export class Charges {
  readonly #buckets: Buckets;
  readonly #now: () => number;
  readonly #mostWaiting: number;
  /** Only keys with open charges: no more than there are tries under way. */
  readonly #accounts = new Map<string, Account>();

  constructor({ rate, now, mostWaiting = MOST_WAITING }: ChargesOptions) {
    this.#buckets = new Buckets(rate);
    this.#now = now;
    this.#mostWaiting = mostWaiting;
  }

  /** How many keys are known. */
  get size(): number {
    return this.#buckets.size + this.#accounts.size;
  }

  /** ms until a token is there, whatever becomes of the charges that are open. */
  wait(key: string): number {
    return this.#buckets.wait(key, this.#now());
  }

  /** A charge, if one can be had at once. */
  take(key: string): Charge | undefined {
    this.#serve(key);
    if (this.#accounts.get(key)?.waiting.length) return undefined;
    return this.#free(key) ? this.#open(key) : undefined;
  }

  /**
   * A charge, when one can be had.
   * @throws UsedUp when none can, or too many wait.
   */
  async taken(key: string): Promise<Charge> {
    const charge = this.take(key);
    if (charge) return charge;
    const account = this.#accounts.get(key);
    if (!account) throw new UsedUp(this.wait(key));
    if (account.waiting.length >= this.#mostWaiting) throw new UsedUp(CROWDED);
    return new Promise((resolve, reject) => account.waiting.push({ resolve, reject }));
  }

  #free(key: string): boolean {
    const open = this.#accounts.get(key)?.open ?? 0;
    return this.#buckets.wait(key, this.#now(), open) === 0;
  }

  #open(key: string): Charge {
    const account = this.#accounts.get(key) ?? { open: 0, waiting: [] };
    this.#accounts.set(key, account);
    account.open += 1;
    const settle = (isOwed: boolean) => {
      if (isSettled) return;
      isSettled = true;
      account.open -= 1;
      if (isOwed) this.#buckets.take(key, this.#now());
      this.#serve(key);
      if (account.open > 0) return;
      this.#accounts.delete(key);
      for (const { reject } of account.waiting.splice(0)) reject(new UsedUp(this.wait(key)));
    };
    let isSettled = false;
    return { spend: () => settle(true), refund: () => settle(false) };
  }

  /** Gives those who wait, in their order, what can be had. */
  #serve(key: string): void {
    const account = this.#accounts.get(key);
    while (account?.waiting.length && this.#free(key)) {
      account.waiting.shift()?.resolve(this.#open(key));
    }
  }
}

/** Several charges as one. */
export function allOf(charges: readonly Charge[]): Charge {
  return {
    spend: () => {
      for (const charge of charges) charge.spend();
    },
    refund: () => {
      for (const charge of charges) charge.refund();
    },
  };
}
