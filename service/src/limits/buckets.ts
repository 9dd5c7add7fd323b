import { type Rate, roundUp } from './bucket.js';
import { Cycle } from './cycle.js';

/** Most keys that one limit knows at a time: some 10 MB. */
const MOST = 50_000;

/** Into how many spans of time the filling of a bucket is divided. */
const SPANS = 64;

/**
 * Token buckets by key. A bucket is one number: the time at which it is full again; then it is
 * forgotten, as a fresh one would be the same. So the keys are those of the last few moments, and
 * never more than `most`: past that the bucket nearest to full is forgotten for each new key, which
 * forgives the least. Whoever comes from a great many keys at once forgives their own freshest first,
 * and never a key that is used up.
 */
export class Buckets {
  readonly #burst: number;
  /** ms for one token. */
  readonly #each: number;
  readonly #span: number;
  readonly #most: number;
  readonly #fullAt = new Map<string, number>();
  /** The keys by the span of time in which they are full again. */
  readonly #spans = new Map<number, Cycle<true>>();
  /** No span before this one has keys. */
  #earliest = 0;
  #start: number | undefined;
  #latest = 0;
  #forgotten = 0;

  constructor({ burst, refill, per }: Rate, most = MOST) {
    this.#burst = burst;
    this.#each = per / refill;
    this.#span = Math.max(1, (burst * this.#each) / SPANS);
    this.#most = most;
  }

  /** How many keys are known. */
  get size(): number {
    return this.#fullAt.size;
  }

  /** Takes one token. Returns 0, or the ms until there is one; then nothing was taken. */
  take(key: string, now: number): number {
    const wait = this.wait(key, now);
    if (wait === 0) this.#put(key, this.#filledAt(key) + this.#each);
    return wait;
  }

  /** ms until there is a token; 0 when there is one now. @param reserved how many are spoken for. */
  wait(key: string, now: number, reserved = 0): number {
    this.#pass(now);
    const owed = this.#filledAt(key) - this.#latest + (1 + reserved) * this.#each;
    const over = owed - this.#burst * this.#each;
    return over <= 1e-6 ? 0 : roundUp(over);
  }

  /** Puts back a token that turned out not to be owed. */
  refund(key: string): void {
    const fullAt = this.#fullAt.get(key);
    if (fullAt !== undefined) this.#put(key, fullAt - this.#each);
  }

  forget(key: string): void {
    const fullAt = this.#fullAt.get(key);
    if (fullAt === undefined) return;
    this.#fullAt.delete(key);
    const span = this.#spanOf(fullAt);
    const keys = this.#spans.get(span);
    keys?.delete(key);
    if (keys?.size === 0) this.#spans.delete(span);
  }

  #filledAt(key: string): number {
    return Math.max(this.#latest, this.#fullAt.get(key) ?? 0);
  }

  #put(key: string, fullAt: number): void {
    this.forget(key);
    if (fullAt <= this.#latest) return;
    if (this.#fullAt.size >= this.#most) this.#evict();
    this.#fullAt.set(key, fullAt);
    const span = this.#spanOf(fullAt);
    this.#earliest = Math.min(this.#earliest, span);
    const keys = this.#spans.get(span);
    if (keys) keys.set(key, true);
    else this.#spans.set(span, new Cycle([key, true]));
  }

  #spanOf(fullAt: number): number {
    return Math.floor(fullAt / this.#span);
  }

  #evict(): void {
    while (!this.#spans.has(this.#earliest)) this.#earliest += 1;
    const [key] = this.#spans.get(this.#earliest)?.next() ?? [];
    if (key !== undefined) this.forget(key);
  }

  /** Time goes on, from 0. A clock set back must not drain anything: then it stands still. */
  #pass(now: number): void {
    this.#start ??= now;
    const elapsed = now - this.#start;
    if (elapsed < this.#latest) this.#start = now - this.#latest;
    else this.#latest = elapsed;
    const span = this.#spanOf(this.#latest);
    if (span === this.#forgotten) return;
    this.#forgotten = span;
    this.#earliest = Math.max(this.#earliest, span);
    for (const [past, keys] of this.#spans) {
      if (past >= span) continue;
      for (const key of keys.keys()) this.#fullAt.delete(key);
      this.#spans.delete(past);
    }
  }
}
