import type { Clock } from './clock.js';
import type { Off } from './emitter.js';
import type { Errand } from './errand.js';
import { isCount } from './guards.js';

/** The least time between two frames that tell it, ms. */
const EVERY = 1_000;

/** How far this seat has read. It only moves forward, and is told when there is a connection. */
export interface ReadPosition {
  readonly seq: number;
  /** Joined, and so far the service knows. `anew`: in a log that isn't the one before. */
  open(known: unknown, anew: boolean): void;
  pause(): void;
  /** @param isKnown the service told us so, on behalf of another tab. */
  advance(to: unknown, isKnown?: boolean): void;
}

export function createReadPosition(room: string, insist: Errand, clock: Clock): ReadPosition {
  let seq = 0;
  let told = 0;
  let isOpen = false;
  let off: Off | undefined;

  function advance(to: unknown, isKnown?: boolean): void {
    if (isCount(to)) {
      if (to > seq) seq = to;
      if (isKnown && to > told) told = to;
    }
    tell();
  }

  function tell(): void {
    if (!isOpen || off || told >= seq) return;
    told = seq;
    off = insist({ type: 'read', room, seq }, () => {
      off = clock.after(EVERY, () => {
        off = undefined;
        tell();
      });
    });
  }

  function pause(): void {
    isOpen = false;
    off?.();
    off = undefined;
  }

  return {
    get seq() {
      return seq;
    },
    open(known, anew) {
      pause();
      told = 0;
      if (anew) seq = 0;
      isOpen = true;
      advance(known, true);
    },
    pause,
    advance,
  };
}
