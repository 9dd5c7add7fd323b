import { type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from './clock.js';

const WINDOW_MS = 2_000;
const SINGLY = 3;
const KEPT = 6;

export interface Announcement {
  readonly id: number;
  readonly text: string;
}

/** What a screen reader is told of live messages; history is never given to it. */
export interface Announcer {
  readonly said: ReadonlySignal<readonly Announcement[]>;
  /** A live message of somebody else. */
  message(text: string): void;
  stop(): void;
}

/**
 * Messages one by one while they are few; more than three in two seconds become one
 * "5 new messages", or a busy room would never let its reader hear anything else.
 */
export function createAnnouncer(clock: Clock, summary: (count: number) => string): Announcer {
  const said = signal<readonly Announcement[]>([]);
  let id = 0;
  let inWindow = 0;
  let held = 0;
  let cancel: (() => void) | undefined;
  const say = (text: string) => {
    said.value = [...said.value, { id: ++id, text }].slice(-KEPT);
  };
  const endWindow = () => {
    cancel = undefined;
    inWindow = 0;
    if (held > 0) {
      say(summary(held));
      held = 0;
    }
  };
  return {
    said,
    message(text) {
      cancel ??= clock.after(WINDOW_MS, endWindow);
      if (++inWindow > SINGLY) held++;
      else say(text);
    },
    stop() {
      cancel?.();
    },
  };
}
