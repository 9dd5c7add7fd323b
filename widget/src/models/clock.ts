import { documentOwn } from '../page/document.js';

/** Time as the models see it, so that tests can hold it. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** Runs `then` once after `ms`; the answer calls it off. */
  after(ms: number, then: () => void): () => void;
  /** Runs `then` before the next paint, or soon where nothing is painted. */
  frame(then: () => void): () => void;
}

/** Frames stop in a hidden page, where a timer still goes on. */
const HIDDEN_MS = 250;

export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
  frame(then) {
    // A hidden page paints nothing, and one that gets hidden in between wouldn't until its return.
    const run = () => {
      stop();
      then();
    };
    const frame = documentOwn('hidden') ? 0 : requestAnimationFrame(run);
    const timer = setTimeout(run, HIDDEN_MS);
    const stop = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
    return stop;
  },
};
