import { withoutMessages } from '../engine/encode.js';
import type { StoredEvent } from '../engine/engine.js';
import { refuse } from './refusal.js';

/** How many deletions are remembered: many more than are made while a page is read. */
const REMEMBERED = 10_000;

/**
 * The latest deletions of a room: what was read before one of them may still hold its text [W15].
 * Reading again until nobody deletes anything meanwhile would let somebody who does hold up all others.
 */
export class Scrubs {
  readonly #remembered: number;
  #messages: number[] = [];
  #count = 0;

  constructor(remembered = REMEMBERED) {
    this.#remembered = remembered;
  }

  /** A point in time, to be taken before something is read. */
  get mark(): number {
    return this.#count;
  }

  /** A message was deleted. */
  note(message: number): void {
    this.#count += 1;
    this.#messages.push(message);
    if (this.#messages.length < 2 * this.#remembered) return;
    this.#messages = this.#messages.slice(-this.#remembered);
  }

  /**
   * Events that were read after `mark`, without the texts that were deleted since.
   * @throws Refusal when more was deleted than is remembered.
   */
  strip(events: readonly StoredEvent[], mark: number): StoredEvent[] {
    const since = this.#count - mark;
    if (since === 0 || events.length === 0) return [...events];
    if (since > this.#messages.length) throw refuse.logMovedOn();
    const deleted = new Set(this.#messages.slice(-since));
    return events.map((event) => withoutMessages(event, deleted));
  }
}
