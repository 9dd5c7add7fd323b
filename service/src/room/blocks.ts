import type { OpenRoom, StoredEvent } from '../engine/engine.js';
import { sizeOf } from './page.js';

/**
 * Events in a block. Few enough that a block of the longest texts is no more than a page: a block is
 * read whole, so that all who come to the same part of a log share it.
 */
const BLOCK = 10;

/** Events of a log above `after`, up to `until`. */
export interface Stretch {
  readonly after: number;
  readonly until: number;
}

interface Block {
  readonly events: Promise<StoredEvent[] | undefined>;
  /** Characters of JSON; 0 while it is being read. */
  size: number;
}

/**
 * Blocks of logs that were read not long ago, of all rooms together. A crowd that lost its link
 * comes back to one and the same part of a log, and one reading is enough for all of them.
 */
export class Shelf {
  readonly #characters: number;
  /** The ones not asked for longest come first. */
  readonly #blocks = new Map<string, Block>();
  #size = 0;

  /** @param characters most characters of JSON kept. */
  constructor(characters = 4_194_304) {
    this.#characters = characters;
  }

  /** The block, or what is being read for it; undefined when it is not here. */
  find(key: string): Block['events'] | undefined {
    const known = this.#blocks.get(key);
    if (!known) return undefined;
    this.#blocks.delete(key);
    this.#blocks.set(key, known);
    return known.events;
  }

  /** Takes a block that is being read. Should it turn out as undefined, it is forgotten again. */
  put(key: string, events: Block['events']): void {
    const block: Block = { events, size: 0 };
    this.#blocks.set(key, block);
    events.then(
      (found) => this.#weigh(key, block, found),
      () => this.#weigh(key, block, undefined),
    );
  }

  forget(key: string): void {
    this.#size -= this.#blocks.get(key)?.size ?? 0;
    this.#blocks.delete(key);
  }

  #weigh(key: string, block: Block, events: readonly StoredEvent[] | undefined): void {
    if (this.#blocks.get(key) !== block) return;
    if (!events) {
      this.#blocks.delete(key);
      return;
    }
    block.size = sizeOf(events);
    this.#size += block.size;
    for (const oldest of this.#blocks.keys()) {
      if (this.#size <= this.#characters) break;
      this.forget(oldest);
    }
  }
}

let opened = 0;

type Log = Pick<OpenRoom, 'readAfter' | 'readBefore'>;

/** What is further back in an open room's log than its recent events, block by block. */
export class Blocks {
  readonly #log: Log;
  readonly #head: () => number;
  readonly #shelf: Shelf;
  /** A room opened anew finds none of its blocks of before. */
  readonly #id = ++opened;
  #read = new Set<number>();

  /** @param head seq of the newest event: a block that has not all its events yet is not shared. */
  constructor(log: Log, head: () => number, shelf: Shelf) {
    this.#log = log;
    this.#head = head;
    this.#shelf = shelf;
  }

  /**
   * The oldest events of a stretch that are kept, oldest first, up to where they have so many
   * characters of JSON, or not much further.
   */
  after({ after, until }: Stretch, characters: number): Promise<StoredEvent[]> {
    return this.#walk({ after, until }, blockOf(after + 1), blockOf(until), characters);
  }

  /** The newest events of a stretch, likewise. */
  before({ after, until }: Stretch, characters: number): Promise<StoredEvent[]> {
    return this.#walk({ after, until }, blockOf(until), blockOf(after + 1), characters);
  }

  /** A kept event changed, or the room is being closed: what was read is no longer good. */
  forget(): void {
    for (const n of this.#read) this.#shelf.forget(this.#key(n));
    this.#read = new Set();
  }

  /** From one block of the stretch to the other, either way, until there is enough. */
  async #walk(
    stretch: Stretch,
    from: number,
    to: number,
    characters: number,
  ): Promise<StoredEvent[]> {
    const { after, until } = stretch;
    const step = to < from ? -1 : 1;
    let found: StoredEvent[] = [];
    let left = characters;
    for (let n = from; until > after && left > 0 && step * (to - n) >= 0; n += step) {
      const block = await this.#block(n, to, left);
      const wanted = block.filter(({ seq }) => seq > after && seq <= until);
      left -= sizeOf(wanted);
      found = step > 0 ? [...found, ...wanted] : [...wanted, ...found];
    }
    return newestRun(found);
  }

  async #block(n: number, to: number, characters: number): Promise<StoredEvent[]> {
    if (!this.#isFull(n)) return this.#readBlock(n);
    for (;;) {
      const events = await (this.#shelf.find(this.#key(n)) ?? this.#readOn(n, to, characters));
      // A reading that was to bring more blocks than this may have ended before it.
      if (events) return events;
    }
  }

  /** Reads a block whole, and on towards another as far as so many characters go. */
  #readOn(n: number, to: number, characters: number): Promise<StoredEvent[]> {
    const step = to < n ? -1 : 1;
    let more = 0;
    for (let m = n + step; step * (to - m) >= 0; m += step) {
      if (!this.#isFull(m) || this.#shelf.find(this.#key(m))) break;
      more += 1;
    }
    const block = this.#readBlock(n);
    this.#share(n, block);
    if (more > 0) {
      const reading =
        step > 0
          ? this.#log.readAfter(startOf(n + 1), more * BLOCK, characters)
          : this.#log.readBefore(startOf(n) + 1, more * BLOCK, characters);
      for (let i = 1; i <= more; i++) {
        const m = n + step * i;
        this.#share(
          m,
          reading.then((events) => blockIn(events, m, step)),
        );
      }
    }
    return block;
  }

  async #readBlock(n: number): Promise<StoredEvent[]> {
    const events = await this.#log.readAfter(startOf(n), BLOCK);
    // Where the oldest are trimmed, as many events reach further than their block.
    return events.filter(({ seq }) => seq <= startOf(n + 1));
  }

  #share(n: number, events: Promise<StoredEvent[] | undefined>): void {
    this.#read.add(n);
    this.#shelf.put(this.#key(n), events);
  }

  #isFull(n: number): boolean {
    return startOf(n + 1) <= this.#head();
  }

  #key(n: number): string {
    return `${this.#id}/${n}`;
  }
}

function blockOf(seq: number): number {
  return Math.floor((seq - 1) / BLOCK);
}

/** The seq right before a block's own. */
function startOf(n: number): number {
  return n * BLOCK;
}

/** What a reading brought of a block; undefined when it did not come to the end of it. */
function blockIn(
  events: readonly StoredEvent[],
  n: number,
  step: number,
): StoredEvent[] | undefined {
  const [first, last] = [events[0]?.seq, events.at(-1)?.seq];
  if (first === undefined || last === undefined) return undefined;
  const isWhole = step > 0 ? last >= startOf(n + 1) : first <= startOf(n) + 1;
  if (!isWhole) return undefined;
  return events.filter(({ seq }) => seq > startOf(n) && seq <= startOf(n + 1));
}

/** The newest events without a gap: what lies before one was trimmed while the rest was read. */
function newestRun(events: StoredEvent[]): StoredEvent[] {
  const gap = events.findLastIndex(({ seq }, i) => i > 0 && events[i - 1]?.seq !== seq - 1);
  return gap === -1 ? events : events.slice(gap);
}
