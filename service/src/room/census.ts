import type { RoomState } from './state.js';

/** Counts seats, those included whose beginning or end is on its way to the log. */
export class Census {
  readonly #state: RoomState;
  readonly #coming = new Set<string>();
  readonly #ending = new Set<string>();

  constructor(state: RoomState) {
    this.#state = state;
  }

  /** How many seats there are, or will be when what is under way is committed. */
  get population(): number {
    const { seats } = this.#state;
    let count = seats.size;
    for (const id of this.#coming) if (!seats.has(id)) count += 1;
    for (const id of this.#ending) if (seats.has(id)) count -= 1;
    return count;
  }

  /** Whether the seat is on its way out. */
  ending(seat: string): boolean {
    return this.#ending.has(seat);
  }

  /** Counts a seat as one to come, or no more, while `work` makes it so. */
  during<T>(change: 'coming' | 'ending', seat: string, work: () => Promise<T>): Promise<T> {
    const seats = change === 'coming' ? this.#coming : this.#ending;
    seats.add(seat);
    return work().finally(() => seats.delete(seat));
  }
}
