import type { Clock } from '@roomlet/sdk';

/**
 * The clients' clock runs this many times as fast as ours, so that their backoff, heartbeats and
 * deadlines, made for minutes, meet many more faults in a minute.
 */
export const HASTE = 4;

/** @param anchor ms since the epoch; the same for all clients of a run, so that their clocks agree. */
export function createHastyClock(anchor: number): Clock {
  return {
    now: () => anchor + (Date.now() - anchor) * HASTE,
    after(ms, run) {
      const timer = setTimeout(run, Math.min(ms / HASTE, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
  };
}
