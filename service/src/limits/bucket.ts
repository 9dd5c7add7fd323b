/** How much of something is allowed: `burst` at once, then `refill` per `per` ms, evenly. */
export interface Rate {
  readonly burst: number;
  readonly refill: number;
  /** ms. */
  readonly per: number;
}

/** The same, so many times over. */
export function times(rate: Rate, factor: number): Rate {
  return { ...rate, burst: rate.burst * factor, refill: rate.refill * factor };
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
    return roundUp(((1 - this.#tokens) * per) / refill);
  }

  /** Puts back a token that turned out not to be owed. */
  refund(): void {
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + 1);
  }

  #fill(now: number): void {
    const { burst, refill, per } = this.#rate;
    // A clock set back must not drain it.
    const elapsed = Math.max(0, now - this.#at);
    this.#tokens = Math.min(burst, this.#tokens + (elapsed * refill) / per);
    this.#at = now;
  }
}

/** A wait in whole ms, but not for what floating point leaves over. */
export function roundUp(wait: number): number {
  return Math.max(1, Math.ceil(wait - 1e-6));
}
