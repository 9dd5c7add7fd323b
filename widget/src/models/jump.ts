import type { Signal } from '@preact/signals';
import type { Room } from '@roomlet/sdk';
import { placeOf } from './by-seq.js';
import type { Clock } from './clock.js';

/** How long the row that was jumped to stays lit, ms. */
const LIT_MS = 2_000;
const PAGE = 200;

/** The row to bring into view, focus and light up. Another object for every jump. */
export interface Target {
  readonly key: string;
}

/** Brings an older message into view, loading the pages down to it first. */
export interface Jump {
  to(seq: number): void;
  /** The reader goes elsewhere: what is on its way there stops. */
  stop(): void;
}

export interface JumpScene {
  readonly room: Room;
  readonly clock: Clock;
  readonly target: Signal<Target | undefined>;
  readonly loading: Signal<boolean>;
  /** Draws the message with this seq, and answers its row's key; undefined when it isn't loaded. */
  bring(seq: number): string | undefined;
  /** It is not in the log any more. */
  lost(): void;
  failed(error: unknown): void;
}

export function createJump(scene: JumpScene): Jump {
  const { room, clock, target, loading, bring, lost, failed } = scene;
  let run = 0;
  let cancel: (() => void) | undefined;
  const stop = () => {
    run++;
    cancel?.();
    target.value = undefined;
  };
  const land = (key: string) => {
    target.value = { key };
    cancel = clock.after(LIT_MS, () => {
      target.value = undefined;
    });
  };
  const search = async (seq: number) => {
    const mine = run;
    const isBelow = () => placeOf(room.state.messages, seq) === 0 && room.state.hasOlder;
    loading.value = true;
    try {
      while (run === mine && isBelow()) await room.loadOlder(PAGE);
      if (run !== mine) return;
      const key = bring(seq);
      if (key) land(key);
      else lost();
    } catch (error) {
      if (run === mine) failed(error);
    } finally {
      loading.value = false;
    }
  };
  return {
    to(seq) {
      stop();
      const key = bring(seq);
      if (key) land(key);
      else void search(seq);
    },
    stop,
  };
}
