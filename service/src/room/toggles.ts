import { Bucket, type Rate } from '../limits/bucket.js';

/** How many reactions are remembered as toggled; those made longest ago are forgotten first. */
const REMEMBERED = 10_000;

/**
 * How often one and the same reaction goes on and off: each time is an event in the log, and one that
 * says nothing new.
 */
export class Toggles {
  readonly #rate: Rate;
  readonly #remembered: number;
  /** By seat, message and emoji; those taken from longest ago come first. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate, remembered = REMEMBERED) {
    this.#rate = rate;
    this.#remembered = remembered;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** Takes a token. @returns 0, or the ms until there is one; then nothing was taken. */
  take(key: string, now: number): number {
    const bucket = this.#buckets.get(key) ?? new Bucket(this.#rate, now);
    const wait = bucket.take(now);
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    this.#forget(now);
    return wait;
  }

  /** No event came of it. */
  refund(key: string): void {
    this.#buckets.get(key)?.refund();
  }

  /** A full bucket says nothing. What is more than may be remembered goes in any case. */
  #forget(now: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (this.#buckets.size <= this.#remembered && !bucket.full(now)) break;
      this.#buckets.delete(key);
    }
  }
}
