import { type ReadonlySignal, signal } from '@preact/signals';

/** Within this many px of the end the reader counts as being at it. */
export const PIN_PX = 48;

/** Whether the list follows what is new, and how much came in while it didn't. */
export interface Pin {
  readonly pinned: ReadonlySignal<boolean>;
  /** Whether the end of the list is drawn, and on the screen. */
  readonly inSight: ReadonlySignal<boolean>;
  sight(on: boolean): void;
  /** Messages of others that came in below the reader. */
  readonly unseen: ReadonlySignal<number>;
  /** Where the list last stood, in px: a panel that opens again goes back there. */
  readonly top: number;
  /** The reader touched the list: wheel, finger, key or scrollbar. */
  gesture(): void;
  /** The list is at `top`, `distance` px from its end. */
  scrolled(top: number, distance: number): void;
  arrived(): void;
  /** Away from the end without a gesture, to another place; `below` messages of others are under it. */
  leave(below?: number): void;
  /** Back to the end. */
  jump(): void;
}

/**
 * Only a reader's own gesture unpins, and only upwards: a list that grows, a keyboard that opens
 * and an image that loads late also move things, and are no reason to stop following.
 */
export function createPin(): Pin {
  const pinned = signal(true);
  const inSight = signal(false);
  const unseen = signal(0);
  let gesture = false;
  let last = 0;
  const pin = () => {
    pinned.value = true;
    unseen.value = 0;
    gesture = false;
  };
  return {
    pinned,
    inSight,
    sight(on) {
      inSight.value = on;
    },
    unseen,
    get top() {
      return last;
    },
    gesture() {
      gesture = true;
    },
    scrolled(top, distance) {
      const upwards = top < last;
      last = top;
      if (distance <= PIN_PX) {
        if (!pinned.value) pin();
      } else if (gesture && upwards) {
        pinned.value = false;
      }
    },
    arrived() {
      if (!pinned.value) unseen.value++;
    },
    leave(below = 0) {
      pinned.value = false;
      unseen.value = below;
    },
    jump: pin,
  };
}
