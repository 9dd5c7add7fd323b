import { type ReadonlySignal, signal } from '@preact/signals';
import type { Status } from '@roomlet/sdk';
import type { Clock } from './clock.js';

const BACK_MS = 2_000;
/** A blip shorter than this is not worth a reader's attention. */
const PATIENCE_MS = 600;

export type BannerState = 'none' | 'offline' | 'back';

/** What the reader is told of the connection. */
export interface Banner {
  readonly state: ReadonlySignal<BannerState>;
  status(status: Status): void;
  /** Nothing is told any more. */
  stop(): void;
}

export function createBanner(clock: Clock): Banner {
  const state = signal<BannerState>('none');
  let cancel: (() => void) | undefined;
  let known: Status | undefined;
  const later = (ms: number, next: BannerState) => {
    cancel?.();
    cancel = clock.after(ms, () => {
      cancel = undefined;
      state.value = next;
    });
  };
  return {
    state,
    status(status) {
      if (status === known) return;
      const wasUp = known === 'connected';
      known = status;
      if (status === 'connected') {
        cancel?.();
        if (state.value === 'offline') {
          state.value = 'back';
          later(BACK_MS, 'none');
        }
      } else if (state.value !== 'offline') {
        // A first connection that is under way is no loss; one that takes long is.
        later(wasUp ? PATIENCE_MS : BACK_MS, 'offline');
      }
    },
    stop() {
      cancel?.();
      state.value = 'none';
    },
  };
}
