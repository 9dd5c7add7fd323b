import type { RoomEvent } from '@roomlet/sdk/protocol';
import type { OpenRoom } from '../engine/engine.js';
import type { SeatRecord } from '../engine/record.js';
import type { Clock } from './clock.js';
import { PAGE_CHARACTERS } from './page.js';
import { refuse } from './refusal.js';
import type { RoomState } from './state.js';

/**
 * Slow mode: the least time between two messages of a member who is no host, counted from when the
 * last one was kept. What was kept before the room was opened is looked up once, as far back as a
 * page goes: beyond that, whoever wrote last is let through.
 */
export class SlowMode {
  readonly #state: RoomState;
  readonly #log: OpenRoom;
  readonly #clock: Clock;
  readonly #page: number;
  /** ms, by seat. */
  readonly #keptAt = new Map<string, number>();
  #looking: Promise<void> | undefined;
  #looked = false;

  /** @param page how many of the newest events are looked at. */
  constructor(state: RoomState, log: OpenRoom, clock: Clock, page: number) {
    this.#state = state;
    this.#log = log;
    this.#clock = clock;
    this.#page = page;
  }

  /** What a message has to wait for before it can be asked whether it is too soon; mostly nothing. */
  get looking(): Promise<void> | undefined {
    if (this.#looked || this.#state.record.slow === undefined) return undefined;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    // Who waits for something else first hears of a failure later.
    this.#looking.catch(() => {});
    return this.#looking;
  }

  /**
   * A seat is about to write: refuses when that is too soon, else counts from now.
   * @returns how to take that back, should nothing come of it.
   */
  take(seat: SeatRecord): () => void {
    const { slow } = this.#state.record;
    const now = this.#clock.now();
    const keptAt = this.#keptAt.get(seat.id);
    // A clock set back must not make anyone wait longer than the rule says: it counts from now.
    const before = keptAt === undefined ? undefined : Math.min(keptAt, now);
    if (slow !== undefined && before !== undefined && !seat.host) {
      this.#keptAt.set(seat.id, before);
      const wait = before + slow - now;
      if (wait > 0) throw refuse.tooSoon(wait);
    }
    this.#keptAt.set(seat.id, now);
    return () => {
      if (this.#keptAt.get(seat.id) !== now) return;
      if (before === undefined) this.#keptAt.delete(seat.id);
      else this.#keptAt.set(seat.id, before);
    };
  }

  /** A message of the seat was kept. @param at ms, as its event says. */
  kept(seat: string, at: number): void {
    // A log's times don't go back when the clock does.
    if (this.#state.seats.has(seat)) this.#keptAt.set(seat, Math.min(at, this.#clock.now()));
  }

  /** A seat has ended. */
  forget(seat: string): void {
    this.#keptAt.delete(seat);
  }

  async #look(): Promise<void> {
    const events = await this.#log.readBefore(this.#state.head + 1, this.#page, PAGE_CHARACTERS);
    // Newest first: what is known already is newer than all of these.
    for (const { json } of events.reverse()) {
      const { kind, by, at } = JSON.parse(json) as RoomEvent;
      if (kind === 'message' && !this.#keptAt.has(by.id)) this.kept(by.id, at);
    }
    this.#looked = true;
  }
}
