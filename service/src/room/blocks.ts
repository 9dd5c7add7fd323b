import type { OpenRoom, StoredEvent } from '../engine/engine.js';

/** Events in a block. */
const BLOCK = 100;

interface Block {
  readonly events: Promise<StoredEvent[]>;
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

  /** The block, or what `read` finds: it is called once for all who ask before it is forgotten. */
  get(key: string, read: () => Promise<StoredEvent[]>): Promise<StoredEvent[]> {
    const known = this.#blocks.get(key);
    if (known) {
      this.#blocks.delete(key);
      this.#blocks.set(key, known);
      return known.events;
    }
    const block: Block = { events: read(), size: 0 };
    this.#blocks.set(key, block);
    block.events.then(
      (events) => this.#weigh(key, block, events),
      () => this.forget(key),
    );
    return block.events;
  }

  forget(key: string): void {
    this.#size -= this.#blocks.get(key)?.size ?? 0;
    this.#blocks.delete(key);
  }

  #weigh(key: string, block: Block, events: readonly StoredEvent[]): void {
    if (this.#blocks.get(key) !== block) return;
    block.size = events.reduce((size, { json }) => size + json.length, 0);
    this.#size += block.size;
    for (const oldest of this.#blocks.keys()) {
      if (this.#size <= this.#characters) break;
      this.forget(oldest);
    }
  }
}

let opened = 0;

/** What is further back in an open room's log than its recent events, block by block. */
export class Blocks {
  readonly #log: Pick<OpenRoom, 'readAfter'>;
  readonly #shelf: Shelf;
  /** A room opened anew finds none of its blocks of before. */
  readonly #id = ++opened;
  #read = new Set<number>();

  constructor(log: Pick<OpenRoom, 'readAfter'>, shelf: Shelf) {
    this.#log = log;
    this.#shelf = shelf;
  }

  /**
   * The events after `after` up to `until`, oldest first, as far as they are kept.
   * @param until MUST NOT be above the head: a block that has not all its events yet is not shared.
   */
  async between(after: number, until: number): Promise<StoredEvent[]> {
    const reads: Promise<StoredEvent[]>[] = [];
    const last = Math.floor(until / BLOCK);
    for (let n = Math.floor(after / BLOCK); n < last; n++) reads.push(this.#block(n));
    const rest = Math.max(after, last * BLOCK);
    if (rest < until) reads.push(this.#log.readAfter(rest, until - rest));
    const found = (await Promise.all(reads)).flat();
    return found.filter(({ seq }) => seq > after && seq <= until);
  }

  /** A kept event changed, or the room is being closed: what was read is no longer good. */
  forget(): void {
    for (const n of this.#read) this.#shelf.forget(this.#key(n));
    this.#read = new Set();
  }

  /** The block of seqs n × BLOCK + 1 to (n + 1) × BLOCK. */
  #block(n: number): Promise<StoredEvent[]> {
    this.#read.add(n);
    return this.#shelf.get(this.#key(n), () => this.#log.readAfter(n * BLOCK, BLOCK));
  }

  #key(n: number): string {
    return `${this.#id}/${n}`;
  }
}
