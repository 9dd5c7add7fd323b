import { effect, type ReadonlySignal, untracked } from '@preact/signals';
import type { Room } from '@roomlet/sdk';
import { firstUnread } from './divider.js';
import type { Drawn } from './drawn.js';
import type { Pin } from './pin.js';
import { around } from './range.js';

/** Messages among which the line "New" is looked for; who missed more begins there. */
const MOST_SOUGHT = 1_000;

/** A reader who comes to a room, looks up, and goes: what was not read by then is new. */
export interface Arrival {
  /** Whether there is a line "New" that isn't drawn, because its page isn't loaded yet. */
  seeksDivider(): boolean;
  /** Takes the line "New" away. */
  closeDivider(): void;
  stop(): void;
}

/**
 * @param shown whether the reader can see the room
 * @param attended whether the reader looks at this page at all
 */
export function createArrival(
  room: Room,
  drawn: Drawn,
  pin: Pin,
  shown: ReadonlySignal<boolean>,
  attended: ReadonlySignal<boolean>,
): Arrival {
  const closeDivider = () => drawn.divide(undefined);
  /** The reader looks up. */
  const mark = () => {
    if (room.state.unread > 0) drawn.divide(room.state.read);
  };
  /** The reader comes, and begins with what is new. */
  const come = () => {
    mark();
    const { read, unread, messages } = room.state;
    const first = firstUnread(room.state, read);
    // What is drawn shows whether the rest fits in view.
    if (unread === 0 || (first && first.place >= drawn.range.start)) return;
    pin.leave(unread);
    if (first) drawn.move(around(first.place, messages.length));
  };
  const offs = [
    effect(() => {
      const isHere = shown.value;
      untracked(isHere ? come : closeDivider);
    }),
    effect(() => {
      if (attended.value) untracked(mark);
    }),
  ];
  return {
    seeksDivider: () =>
      drawn.readBefore !== undefined &&
      room.state.hasOlder &&
      room.state.messages.length < MOST_SOUGHT &&
      !drawn.rows.peek().some((row) => row.unread),
    closeDivider,
    stop() {
      for (const off of offs) off();
    },
  };
}
