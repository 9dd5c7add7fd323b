/** Two percent a step: fine enough for figures that are told with two digits. */
const STEP = Math.log(1.02);

/** Counts of latencies, in steps of two percent, so that millions take little room. */
export class Histogram {
  readonly #counts: number[] = [];
  #total = 0;

  /** @param us a latency, µs. */
  add(us: number): void {
    const step = us > 1 ? Math.floor(Math.log(us) / STEP) : 0;
    this.#counts[step] = (this.#counts[step] ?? 0) + 1;
    this.#total += 1;
  }

  get total(): number {
    return this.#total;
  }

  /** For the way to another process. */
  toJSON(): (number | null)[] {
    return this.#counts;
  }

  /** Adds what another process counted. */
  merge(counts: readonly (number | null)[]): void {
    counts.forEach((count, step) => {
      this.#counts[step] = (this.#counts[step] ?? 0) + (count ?? 0);
      this.#total += count ?? 0;
    });
  }

  /** The latency that this share of all was not above, ms. @param share from 0 to 1. */
  percentile(share: number): number {
    let left = share * this.#total;
    for (let step = 0; step < this.#counts.length; step++) {
      left -= this.#counts[step] ?? 0;
      if (left <= 0) return Math.exp((step + 1) * STEP) / 1_000;
    }
    return Number.NaN;
  }
}

/** Now on a clock that all processes of this machine share, µs. */
export function nowMicros(): number {
  const [seconds, nanos] = process.hrtime();
  return Math.round(seconds * 1e6 + nanos / 1e3);
}
