import { type ReadonlySignal, signal } from '@preact/signals';
import type { Status } from '@roomlet/sdk';
import type { Clock } from './clock.js';

const BACK_MS = 2_000;
/** A blip shorter than this is not worth a reader's attention. */
const PATIENCE_MS = 600;
/** A service that is started anew is back sooner; until then nobody needs to hear of a loss. */
const HOPE_MS = 8_000;

/** `reconnecting` gives hope, `offline` says that it takes longer, `back` that it is over. */
export type BannerState = 'none' | 'reconnecting' | 'offline' | 'back';

/** What the reader is told of the connection. */
export interface Banner {
  readonly state: ReadonlySignal<BannerState>;
  status(status: Status): void;
  /** Nothing is told any more. */
  stop(): void;
}

/** @param isOnline whether the browser believes that there is a network */
export function createBanner(clock: Clock, isOnline: () => boolean): Banner {
  const state = signal<BannerState>('none');
  let cancel: (() => void) | undefined;
  let known: Status | undefined;
  const later = (ms: number, then: () => void) => {
    cancel?.();
    cancel = clock.after(ms, then);
  };
  const become = (next: BannerState) => () => {
    state.value = next;
  };
  const lost = () => {
    state.value = isOnline() ? 'reconnecting' : 'offline';
    later(HOPE_MS, become('offline'));
  };
  return {
    state,
    status(status) {
      const before = known;
      if (status === before) return;
      known = status;
      const isTold = state.value === 'reconnecting' || state.value === 'offline';
      if (status !== 'connected') {
        // A first connection that is under way is no loss; one that takes long is.
        if (!isTold) later(before === 'connected' ? PATIENCE_MS : BACK_MS, lost);
        return;
      }
      cancel?.();
      if (!isTold) return;
      state.value = 'back';
      later(BACK_MS, become('none'));
    },
    stop() {
      cancel?.();
      state.value = 'none';
    },
  };
}
