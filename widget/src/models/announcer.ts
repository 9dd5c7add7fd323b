import { type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from './clock.js';

const WINDOW_MS = 2_000;
const SINGLY = 3;
/** What comes so close together came at once. */
const GATHER_MS = 100;
const KEPT = 6;

export interface Announcement {
  readonly id: number;
  readonly text: string;
}

/** What a screen reader is told of live messages; history is never given to it. */
export interface Announcer {
  readonly said: ReadonlySignal<readonly Announcement[]>;
  /** A live message of somebody else. Its words are made only if it is said. */
  message(words: () => string): void;
  stop(): void;
}

/**
 * Messages one by one while they are few; more than three in two seconds become one
 * "5 new messages", or a busy room would never let its reader hear anything else. What comes all
 * at once, as after a loss of the connection, is counted whole.
 */
export function createAnnouncer(clock: Clock, summary: (count: number) => string): Announcer {
  const said = signal<readonly Announcement[]>([]);
  let id = 0;
  let inWindow = 0;
  let gathered: (() => string)[] = [];
  let cancelGather: (() => void) | undefined;
  let cancelWindow: (() => void) | undefined;
  const say = (text: string) => {
    said.value = [...said.value, { id: ++id, text }].slice(-KEPT);
  };
  const tell = () => {
    if (inWindow <= SINGLY) for (const words of gathered) say(words());
    else if (gathered.length > 0) say(summary(gathered.length));
    gathered = [];
  };
  const endGather = () => {
    cancelGather = undefined;
    // What is too much after others were said waits for the end of the window.
    if (inWindow <= SINGLY || inWindow === gathered.length) tell();
  };
  const endWindow = () => {
    cancelWindow = undefined;
    tell();
    inWindow = 0;
  };
  return {
    said,
    message(words) {
      gathered.push(words);
      inWindow++;
      cancelWindow ??= clock.after(WINDOW_MS, endWindow);
      cancelGather ??= clock.after(GATHER_MS, endGather);
    },
    stop() {
      cancelGather?.();
      cancelWindow?.();
    },
  };
}
