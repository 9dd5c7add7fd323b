import type { Clock } from './clock.js';

const BUSY_PER_SECOND = 30;
const BUSY_GAP_MS = 100;

export interface Batch {
  /** Something changed: flush on the next frame, or every 100 ms while a lot does. */
  mark(): void;
  /** Nothing is flushed any more. */
  stop(): void;
}

/** Gathers changes into flushes, so that a burst of messages is drawn once and not once each. */
export function createBatch(clock: Clock, flush: () => void): Batch {
  let cancel: (() => void) | undefined;
  let marks = 0;
  let since = clock.now();
  const run = () => {
    cancel = undefined;
    flush();
  };
  return {
    mark() {
      const now = clock.now();
      if (now - since >= 1000) {
        marks = 0;
        since = now;
      }
      marks++;
      cancel ??= marks > BUSY_PER_SECOND ? clock.after(BUSY_GAP_MS, run) : clock.frame(run);
    },
    stop() {
      cancel?.();
      cancel = () => {};
    },
  };
}
