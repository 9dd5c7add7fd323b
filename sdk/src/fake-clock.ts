import type { Clock } from './clock.js';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Goes on by `ms`, running what is due in its order, and lets promises settle in between. */
  advance(ms: number): Promise<void>;
  /** How many timers wait. */
  readonly waiting: number;
}

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

export function createFakeClock(start = 1_700_000_000_000): FakeClock {
  let now = start;
  let timers: Timer[] = [];
  return {
    now: () => now,
    after(ms, run) {
      const timer = { due: now + Math.max(0, ms), run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    async advance(ms) {
      const end = now + ms;
      await settled();
      for (;;) {
        const [next] = timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
        if (!next) break;
        timers = timers.filter((one) => one !== next);
        now = Math.max(now, next.due);
        next.run();
        await settled();
      }
      now = end;
    },
    get waiting() {
      return timers.length;
    },
  };
}

/** Lets everything that waits for promises and microtasks only come to rest. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
