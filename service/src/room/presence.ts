import type { Signal } from '@roomlet/sdk/protocol';
import { PRESENCE_CROWD } from '@roomlet/sdk/protocol';
import type { Clock } from './clock.js';
import type { RoomState } from './state.js';

/** Least time between two presence signals in a crowd [W14], ms. */
const CROWD_EVERY = 1_000;

/** Tells a room who is here: at once and by name, or in a crowd as a count now and then. */
export class Presence {
  readonly #state: RoomState;
  readonly #clock: Clock;
  readonly #tell: (signal: Signal) => void;
  #calm: (() => void) | undefined;
  #due = false;

  constructor(state: RoomState, clock: Clock, tell: (signal: Signal) => void) {
    this.#state = state;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** A seat came online or went. */
  changed(seat: string): void {
    const { seats, online } = this.#state;
    if (seats.size > PRESENCE_CROWD) {
      this.#count();
      return;
    }
    const members = [{ id: seat, online: online.has(seat) }];
    this.#tell({ kind: 'presence', online: online.size, members });
  }

  stop(): void {
    this.#calm?.();
    this.#calm = undefined;
  }

  #count(): void {
    if (this.#calm) {
      this.#due = true;
      return;
    }
    this.#due = false;
    this.#tell({ kind: 'presence', online: this.#state.online.size });
    this.#calm = this.#clock.after(CROWD_EVERY, () => {
      this.#calm = undefined;
      if (this.#due) this.#count();
    });
  }
}
