import { batch, type Signal, signal } from '@preact/signals';
import type { Room } from '@roomlet/sdk';
import type { Drawn } from './drawn.js';

/** Messages of one older page: more than a step of rows, so that not every step waits for one. */
const PAGE = 100;

/** What lies above the rows that are drawn. */
export interface History {
  readonly loading: Signal<boolean>;
  /** How many loads of older pages have ended, also those that brought no message. */
  readonly loads: Signal<number>;
  /** The last older page didn't come; until the connection is back, only the reader asks again. */
  readonly failed: Signal<boolean>;
  /** More rows above: from the messages at hand, else from the service. */
  older(): void;
}

/**
 * @param onLoad the room has more messages
 * @param onFail a page couldn't be loaded
 */
export function createHistory(
  room: Room,
  drawn: Drawn,
  onLoad: () => void,
  onFail: (error: unknown) => void,
): History {
  const loading = signal(false);
  const loads = signal(0);
  const failed = signal(false);
  const load = async () => {
    loading.value = true;
    failed.value = false;
    try {
      await room.loadOlder(PAGE);
      onLoad();
      drawn.older();
    } catch (error) {
      failed.value = true;
      onFail(error);
    }
    batch(() => {
      loading.value = false;
      loads.value++;
    });
  };
  return {
    loading,
    loads,
    failed,
    older() {
      if (!drawn.older() && !loading.peek() && room.state.hasOlder) void load();
    },
  };
}
