import type { Commit, OpenRoom, StoredEvent } from '../engine/engine.js';
import { Blocks, type Shelf, type Stretch } from './blocks.js';
import { Recent } from './recent.js';
import type { RoomState } from './state.js';

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
    this.#blocks = new Blocks(log, () => state.head, shelf);
  }

  /** The log has moved on; the room's state has, too. */
  take({ events, scrub }: Commit): void {
    if (scrub !== undefined) {
      this.#recent.scrub(scrub);
      this.#blocks.forget();
    }
    for (const event of events) this.#recent.push(event);
  }

  /** The events of a stretch, if all of them are in memory. */
  atHand({ after, until }: Stretch): StoredEvent[] | undefined {
    return this.#recent.after(after, until - after);
  }

  /**
   * The oldest events of a stretch that are kept, oldest first, up to where they have so many
   * characters of JSON, or not much further.
   * @param stretch MUST NOT go above the head.
   */
  async after(stretch: Stretch, characters: number): Promise<StoredEvent[]> {
    return this.atHand(stretch) ?? this.#blocks.after(stretch, characters);
  }

  /** The newest events of a stretch, likewise. */
  async before(stretch: Stretch, characters: number): Promise<StoredEvent[]> {
    return this.atHand(stretch) ?? this.#blocks.before(stretch, characters);
  }

  /** A kept event. */
  async find(seq: number): Promise<StoredEvent | undefined> {
    if (seq < this.#state.first || seq > this.#state.head) return undefined;
    const recent = this.#recent.find(seq);
    if (recent) return recent;
    const [stored] = await this.#log.readAfter(seq - 1, 1);
    return stored?.seq === seq ? stored : undefined;
  }

  /** The room is being closed: lets go of what is shared with other rooms. */
  close(): void {
    this.#blocks.forget();
  }
}
