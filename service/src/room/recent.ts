import type { StoredEvent } from '../engine/engine.js';

/** The newest events of an open room, so that joins and short recoveries need no disk. */
export class Recent {
  readonly #count: number;
  readonly #characters: number;
  #events: StoredEvent[] = [];
  #size = 0;

  /**
   * @param count most events kept.
   * @param characters most characters of JSON kept.
   */
  constructor(count: number, characters = 262_144) {
    this.#count = count;
    this.#characters = characters;
  }

  /** Events MUST come in order and without gaps. */
  push(event: StoredEvent): void {
    this.#events.push(event);
    this.#size += event.json.length;
    while (this.#events.length > this.#count || this.#size > this.#characters) {
      const gone = this.#events.shift();
      if (!gone) break;
      this.#size -= gone.json.length;
    }
  }

  /** Up to `limit` events after `after`, or undefined when not all of them are here. */
  after(after: number, limit: number): StoredEvent[] | undefined {
    const oldest = this.#events[0];
    if (!oldest || after + 1 < oldest.seq) return undefined;
    const from = after + 1 - oldest.seq;
    return this.#events.slice(from, from + limit);
  }

  /** Puts events in the place of those that were here under their seqs. */
  replace(events: readonly StoredEvent[]): void {
    const oldest = this.#events[0];
    for (const event of events) {
      const index = oldest ? event.seq - oldest.seq : -1;
      const before = this.#events[index];
      if (!before) continue;
      this.#events[index] = event;
      this.#size += event.json.length - before.json.length;
    }
  }

  find(seq: number): StoredEvent | undefined {
    const oldest = this.#events[0];
    return oldest && this.#events[seq - oldest.seq];
  }
}
