/** How much of something is allowed: `burst` at once, then `refill` per `per` ms, evenly. */
export interface Rate {
  readonly burst: number;
  readonly refill: number;
  /** ms. */
  readonly per: number;
}

/** A token bucket. Times are ms on whatever clock the caller uses throughout. */
export class Bucket {
  readonly #rate: Rate;
  #tokens: number;
  #at: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** Takes one token. Returns 0, or the ms until there is one; then nothing was taken. */
  take(now: number): number {
    const wait = this.wait(now);
    if (wait === 0) this.#tokens -= 1;
    return wait;
  }

  /** ms until there is a token; 0 when there is one now. */
  wait(now: number): number {
    this.#fill(now);
    if (this.#tokens >= 1) return 0;
    const { refill, per } = this.#rate;
    // Rounded up, but not for what floating point leaves over.
    return Math.max(1, Math.ceil(((1 - this.#tokens) * per) / refill - 1e-6));
  }

  /** Puts back a token that turned out not to be owed. */
  refund(): void {
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + 1);
  }

  /** Whether it holds all it can, so that a fresh one would be the same. */
  full(now: number): boolean {
    this.#fill(now);
    return this.#tokens >= this.#rate.burst;
  }

  #fill(now: number): void {
    const { burst, refill, per } = this.#rate;
    // A clock set back must not drain it.
    const elapsed = Math.max(0, now - this.#at);
    this.#tokens = Math.min(burst, this.#tokens + (elapsed * refill) / per);
    this.#at = now;
  }
}

/** Buckets by key, for as long as they say anything: a full one is forgotten. */
export class Buckets {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, Bucket>();
  #sweepAt = 0;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  of(key: string, now: number): Bucket {
    this.#sweep(now);
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      bucket = new Bucket(this.#rate, now);
      this.#buckets.set(key, bucket);
    }
    return bucket;
  }

  #sweep(now: number): void {
    if (now < this.#sweepAt) return;
    this.#sweepAt = now + 60_000;
    for (const [key, bucket] of this.#buckets) {
      if (bucket.full(now)) this.#buckets.delete(key);
    }
  }
}
