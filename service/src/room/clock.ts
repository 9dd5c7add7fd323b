/** Time as the rules see it, so that tests can be its master. */
export interface Clock {
  /** Wall clock, ms. */
  now(): number;
  /** Runs `work` once after `ms`; returns how to call it off. */
  after(ms: number, work: () => void): () => void;
}

/** Longest delay a timer takes; a longer one is cut, and whoever set it looks again. */
const LONGEST = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: Date.now,
  after(ms, work) {
    const timer = setTimeout(work, Math.min(Math.max(0, ms), LONGEST));
    // Nothing that waits for its time keeps a stopped service alive.
    timer.unref();
    return () => clearTimeout(timer);
  },
};
