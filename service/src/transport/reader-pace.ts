/** How fast a reader must take what it asked for. */
export interface ReaderRule {
  /** Least bytes a second, over any stretch of waiting for the reader. */
  readonly bytesPerSecond: number;
  /** Such a stretch, ms: a pause of a bad link must not end a download. */
  readonly over: number;
}

/**
 * Whether a reader keeps its pace. Only the time for which the service waits for the reader counts,
 * and stretch by stretch: the kernel takes megabytes at the start, and they must not stand for
 * minutes of silence after.
 */
export class ReaderPace {
  readonly #rule: ReaderRule;
  #waited = 0;
  #taken = 0;

  constructor(rule: ReaderRule) {
    this.#rule = rule;
  }

  /** The reader took something. */
  take(bytes: number): void {
    this.#taken += bytes;
  }

  /** @param ms for which the service waited. @returns whether the reader is fast enough still. */
  wait(ms: number): boolean {
    const { bytesPerSecond, over } = this.#rule;
    this.#waited += ms;
    if (this.#waited < over) return true;
    const isFastEnough = this.#taken * 1_000 >= bytesPerSecond * this.#waited;
    this.#waited = 0;
    this.#taken = 0;
    return isFastEnough;
  }
}
