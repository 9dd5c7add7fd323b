import type { Signal } from '@roomlet/sdk/protocol';
import { PRESENCE_CROWD } from '@roomlet/sdk/protocol';
import type { Clock } from './clock.js';
import type { RoomState } from './state.js';

export interface PresenceOut {
  tell(signal: Signal): void;
  /** Whether a seat may be told of once more just now. */
  allows(seat: string): boolean;
}

/** Least time between two presence signals in a crowd [W14], ms. */
const CROWD_EVERY = 1_000;

/** How long the latest of a seat that comes and goes too often waits to be told, ms. */
const LATE = 1_000;

/**
 * Tells a room who is here: at once and by name, or in a crowd as a count now and then. A seat that
 * comes and goes too often is told of a little later, as it is then.
 */
export class Presence {
  readonly #state: RoomState;
  readonly #clock: Clock;
  readonly #out: PresenceOut;
  readonly #late = new Set<string>();
  #cancelLate: (() => void) | undefined;
  #calm: (() => void) | undefined;
  #due = false;

  constructor(state: RoomState, clock: Clock, out: PresenceOut) {
    this.#state = state;
    this.#clock = clock;
    this.#out = out;
  }

  /** A seat came online or went. */
  changed(seat: string): void {
    if (this.#state.seats.size > PRESENCE_CROWD) {
      this.#count();
    } else if (this.#out.allows(seat)) {
      this.#late.delete(seat);
      this.#name([seat]);
    } else {
      this.#late.add(seat);
      this.#cancelLate ??= this.#clock.after(LATE, () => this.#tellLate());
    }
  }

  stop(): void {
    this.#calm?.();
    this.#calm = undefined;
    this.#cancelLate?.();
  }

  #tellLate(): void {
    this.#cancelLate = undefined;
    const late = [...this.#late];
    this.#late.clear();
    if (this.#state.seats.size > PRESENCE_CROWD) this.#count();
    else if (late.length > 0) this.#name(late);
  }

  #name(changed: readonly string[]): void {
    const { online } = this.#state;
    const members = changed.map((id) => ({ id, online: online.has(id) }));
    this.#out.tell({ kind: 'presence', online: online.size, members });
  }

  #count(): void {
    if (this.#calm) {
      this.#due = true;
      return;
    }
    this.#due = false;
    this.#out.tell({ kind: 'presence', online: this.#state.online.size });
    this.#calm = this.#clock.after(CROWD_EVERY, () => {
      this.#calm = undefined;
      if (this.#due) this.#count();
    });
  }
}
