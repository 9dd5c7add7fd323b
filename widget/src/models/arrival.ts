import { batch, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Room } from '@roomlet/sdk';
import { firstUnread } from './divider.js';
import type { Drawn } from './drawn.js';
import type { Pin } from './pin.js';
import { around } from './range.js';

/** Messages among which the line "New" is looked for; who missed more begins there. */
const MOST_SOUGHT = 1_000;

/** A reader who comes to a room, looks up, and goes: what was not read by then is new. */
export interface Arrival {
  /** How often the reader came back to a list that followed: each time it stands anew. */
  readonly arrivals: ReadonlySignal<number>;
  /** Whether there is a line "New" that isn't drawn, because its page isn't loaded yet. */
  seeksDivider(): boolean;
  /** Takes the line "New" away. */
  closeDivider(): void;
  stop(): void;
}

export interface ArrivalScene {
  readonly room: Room;
  readonly drawn: Drawn;
  readonly pin: Pin;
  /** Whether the reader can see the room. */
  readonly shown: ReadonlySignal<boolean>;
  /** Whether the reader looks at this page at all. */
  readonly attended: ReadonlySignal<boolean>;
  /** Takes over what has become of the room: a page that nobody sees draws nothing. */
  update(): void;
}

export function createArrival(scene: ArrivalScene): Arrival {
  const { room, drawn, pin, shown, attended, update } = scene;
  const closeDivider = () => drawn.divide(undefined);
  const arrivals = signal(0);
  const mark = () => {
    if (room.state.unread > 0) drawn.divide(room.state.read);
  };
  /** The reader comes, and begins with what is new. */
  const come = () => {
    mark();
    const { read, unread, messages } = room.state;
    const first = firstUnread(room.state, read);
    // What is drawn shows whether the rest fits in view.
    const isDrawn = first && first.place >= drawn.range.start && drawn.atEnd.peek();
    if (unread === 0 || isDrawn) return;
    pin.leave(unread);
    if (first) drawn.move(around(first.place, messages.length));
  };
  /** The reader looks up; one who was further up goes on reading there. */
  const lookUp = () =>
    batch(() => {
      const { read } = room.state;
      if (!shown.peek() || !pin.pinned.peek() || !firstUnread(room.state, read)) return mark();
      update();
      come();
      arrivals.value++;
    });
  const offs = [
    effect(() => {
      const isHere = shown.value;
      untracked(isHere ? come : closeDivider);
    }),
    effect(() => {
      if (attended.value) untracked(lookUp);
    }),
  ];
  return {
    arrivals,
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
