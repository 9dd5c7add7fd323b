import type { Commit, OpenRoom, StoredEvent } from '../engine/engine.js';
import { Blocks, type Shelf } from './blocks.js';
import { Recent } from './recent.js';
import type { RoomState } from './state.js';

/** Events about a message that are read at once: mostly there are few, and the engine keeps room for all. */
const ABOUT_AT_ONCE = 50;

/** An open room's log for reading: its newest events from memory, what is further back by the block. */
export class KeptLog {
  readonly #log: OpenRoom;
  readonly #state: RoomState;
  readonly #recent: Recent;
  readonly #blocks: Blocks;

  /** @param count most of the newest events that are held in memory. */
  constructor(log: OpenRoom, state: RoomState, shelf: Shelf, count: number) {
    this.#log = log;
    this.#state = state;
    this.#recent = new Recent(count);
    this.#blocks = new Blocks(log, shelf);
  }

  /** The log has moved on; the room's state has, too. */
  take({ events, scrubbed }: Commit): void {
    if (scrubbed) {
      this.#recent.replace(scrubbed);
      this.#blocks.forget();
    }
    for (const event of events) this.#recent.push(event);
  }

  /** The events after `after` up to `until`, if all of them are in memory. */
  atHand(after: number, until: number): StoredEvent[] | undefined {
    return this.#recent.after(after, until - after);
  }

  /**
   * The events after `after` up to `until`, as far as they are kept.
   * @param until MUST NOT be above the head.
   */
  async between(after: number, until: number): Promise<StoredEvent[]> {
    return this.atHand(after, until) ?? this.#blocks.between(after, until);
  }

  /** A kept event. */
  async find(seq: number): Promise<StoredEvent | undefined> {
    if (seq < this.#state.first || seq > this.#state.head) return undefined;
    const recent = this.#recent.find(seq);
    if (recent) return recent;
    const [stored] = await this.#log.readAfter(seq - 1, 1);
    return stored?.seq === seq ? stored : undefined;
  }

  /** All kept events about a message, oldest first. It may be the whole log: read a page at a time. */
  async *about(message: number): AsyncGenerator<StoredEvent, void> {
    let page: StoredEvent[];
    let last = message;
    do {
      page = await this.#log.readAbout(message, last, ABOUT_AT_ONCE);
      yield* page;
      last = page.at(-1)?.seq ?? last;
    } while (page.length === ABOUT_AT_ONCE);
  }

  /** The room is being closed: lets go of what is shared with other rooms. */
  close(): void {
    this.#blocks.forget();
  }
}
