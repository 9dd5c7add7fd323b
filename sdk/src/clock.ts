import type { Off } from './emitter.js';

/** Time as the SDK sees it. */
export interface Clock {
  /** ms since the Unix epoch; may jump. */
  now(): number;
  /** Runs once, `ms` from now, unless called off. MUST NOT run before it has returned. */
  after(ms: number, run: () => void): Off;
}

/** Beyond this a timer overflows and fires at once. */
const LONGEST = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, LONGEST));
    return () => clearTimeout(timer);
  },
};
