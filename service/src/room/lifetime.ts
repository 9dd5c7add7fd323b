import type { SeatUse } from '../engine/engine.js';
import type { SeatRecord } from '../engine/record.js';
import type { Clock } from './clock.js';
import type { RoomSettings } from './settings.js';
import type { RoomState } from './state.js';

/** Stored for a room that wants nothing: SQLite and JSON have no infinity. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** How long after a seat or a room could not be given up to try again, ms. */
const RETRY_AFTER = 1_000;

/** What has a lifetime: a room, as far as this file needs it. */
export interface Mortal {
  readonly state: RoomState;
  /** How many seats there are, or will be when what is under way is committed. */
  readonly population: number;
  /** Keeps the room open while `work` runs. */
  pin<T>(work: () => Promise<T>): Promise<T>;
  expire(seat: string): Promise<unknown>;
  erase(): Promise<void>;
  save(used: readonly SeatUse[], wakeAt: number): Promise<unknown>;
}

export interface LifetimeContext {
  readonly clock: Clock;
  readonly settings: RoomSettings;
  /** When the service started, ms: seats get a whole grace from here. */
  readonly startedAt: number;
}

/** Gives up seats and rooms when their grace is over [W9] [W10]. One timer a room. */
export class Lifetime {
  readonly #room: Mortal;
  readonly #context: LifetimeContext;
  /** When seats were last in use, ms, where that is later than their record says. */
  readonly #usedAt = new Map<string, number>();
  #cancel: (() => void) | undefined;
  #plannedFor = NEVER;
  #waking = false;
  /** Not to be tried again before, ms. */
  #failedUntil = 0;
  #stopped = false;

  constructor(room: Mortal, context: LifetimeContext) {
    this.#room = room;
    this.#context = context;
  }

  /** A seat was in use just now; its grace starts anew. */
  touch(seat: string): void {
    if (!this.#room.state.seats.has(seat)) return;
    const now = this.#context.clock.now();
    this.#usedAt.set(seat, now);
    this.#wakeBy(now + this.#context.settings.seatGrace);
  }

  /** Sets the timer for whatever is due next. Looks at every seat, so not for every occasion. */
  plan(): void {
    this.#cancel?.();
    this.#plannedFor = NEVER;
    this.#wakeBy(Math.max(this.#next(), this.#failedUntil));
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  /** Does what is due, and plans what comes next. */
  async wake(): Promise<void> {
    if (this.#waking || this.#stopped) return;
    this.#waking = true;
    try {
      const { state } = this.#room;
      for (const { id } of this.#overdue()) {
        // It may have come back, or left, while the ones before it were given up.
        const seat = state.seats.get(id);
        if (seat && this.#isOver(seat)) await this.#room.expire(id);
      }
      const empty = state.seats.size === 0 && this.#room.population === 0;
      if (empty && this.#next() <= this.#context.clock.now()) await this.#room.erase();
      this.#failedUntil = 0;
    } catch (error) {
      this.#failedUntil = this.#context.clock.now() + RETRY_AFTER;
      throw error;
    } finally {
      this.#waking = false;
      this.plan();
    }
  }

  /** A seat has ended: nothing more to know of it. */
  forget(seat: string): void {
    this.#usedAt.delete(seat);
  }

  /** Keeps what only memory knew: last uses, and when to look again should nobody open the room. */
  async save(): Promise<void> {
    const uses = [...this.#usedAt].map(([seat, at]) => ({ seat, at }));
    // Those who are here now may be gone, unseen, should the service die.
    const here = this.#room.state.online.size > 0 ? this.soon : NEVER;
    await this.#room.save(uses, Math.min(this.#next(), here));
    for (const { seat, at } of uses) if (this.#usedAt.get(seat) === at) this.#usedAt.delete(seat);
  }

  /** When to look at a room again that just got a seat, should the service die; ms. */
  get soon(): number {
    return Math.min(NEVER, this.#context.clock.now() + this.#context.settings.seatGrace);
  }

  #wakeBy(time: number): void {
    if (this.#stopped || this.#waking || time >= this.#plannedFor) return;
    this.#cancel?.();
    this.#plannedFor = time;
    const { clock } = this.#context;
    this.#cancel = clock.after(time - clock.now(), () => {
      this.#plannedFor = NEVER;
      // A failure here is the engine's, which has said so already.
      this.#room.pin(() => this.wake()).catch(() => {});
    });
  }

  /** When the next seat, or the room itself, is to be given up; ms. */
  #next(): number {
    const { state } = this.#room;
    if (state.seats.size === 0) {
      const { createdAt, emptySince = createdAt } = state.record;
      return Math.min(NEVER, emptySince + this.#context.settings.roomGrace);
    }
    let next = NEVER;
    for (const seat of state.seats.values()) {
      if (!state.online.has(seat.id)) next = Math.min(next, this.#ends(seat));
    }
    return next;
  }

  #overdue(): SeatRecord[] {
    return [...this.#room.state.seats.values()].filter((seat) => this.#isOver(seat));
  }

  #isOver(seat: SeatRecord): boolean {
    return !this.#room.state.online.has(seat.id) && this.#ends(seat) <= this.#context.clock.now();
  }

  #ends(seat: SeatRecord): number {
    const usedAt = Math.max(seat.usedAt, this.#usedAt.get(seat.id) ?? 0, this.#context.startedAt);
    return usedAt + this.#context.settings.seatGrace;
  }
}
