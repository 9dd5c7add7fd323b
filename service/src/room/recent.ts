import { withoutMessage } from '../engine/encode.js';
import type { StoredEvent } from '../engine/engine.js';
import { PAGE_CHARACTERS, sizeOf } from './page.js';

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
  constructor(count: number, characters = PAGE_CHARACTERS) {
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

  /** A message was deleted: it and its edits lose their text here as well [W15]. */
  scrub(message: number): void {
    this.#events = this.#events.map((event) => withoutMessage(event, message));
    this.#size = sizeOf(this.#events);
  }

  find(seq: number): StoredEvent | undefined {
    const oldest = this.#events[0];
    return oldest && this.#events[seq - oldest.seq];
  }
}
