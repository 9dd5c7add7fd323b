import { type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from './clock.js';

const SHORT_MS = 2_200;
const PER_CHARACTER_MS = 60;

/** One short sentence at a time, gone by itself. */
export interface Toast {
  readonly text: ReadonlySignal<string | undefined>;
  show(text: string): void;
  stop(): void;
}

export function createToast(clock: Clock): Toast {
  const text = signal<string | undefined>(undefined);
  let cancel: (() => void) | undefined;
  return {
    text,
    show(next) {
      cancel?.();
      text.value = next;
      cancel = clock.after(SHORT_MS + next.length * PER_CHARACTER_MS, () => {
        text.value = undefined;
      });
    },
    stop() {
      cancel?.();
    },
  };
}
