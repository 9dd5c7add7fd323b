import { scrubEvent } from '../encode.js';
import type { StoredEvent } from '../engine.js';
import { readable } from './readable.js';
import type { Statements } from './statements.js';

/**
 * How many rows one change takes away or rewrites beside its own, and so does one step after it. A
 * hundred edits of the longest texts take about 20 ms, a thousand small events 5.
 */
const EDITS_AT_ONCE = 100;
const ROWS_AT_ONCE = 1_000;

interface Scrub {
  readonly room: number;
  readonly message: number;
  readonly done: number;
}

/**
 * What a deletion or an erasure leaves to be done, a step at a time between batches, so that nobody
 * waits for a message with thousands of edits or for a room with a full log. The file says what is
 * left, in the transaction that leaves it, so that it is done after a crash too. Until then nothing
 * that is read shows it [W15].
 */
export class Leftovers {
  readonly #sql: Statements;
  /** Messages, by room, some of whose edits have their text still. */
  readonly #scrubs = new Map<number, Set<number>>();

  constructor(sql: Statements) {
    this.#sql = sql;
    for (const { room, message } of sql.scrubs.all() as Scrub[]) this.#note(room, message);
  }

  /** Takes the text from a message's edits: from some at once, from the others in steps. */
  scrubEdits(room: number, message: number): void {
    const last = this.#scrubSome({ room, message, done: 0 });
    if (last === undefined) return;
    this.#sql.putScrub.run(room, message, last);
    this.#note(room, message);
  }

  /** Erases all that a room had: some of it at once, the rest in steps. */
  eraseRows(room: number): void {
    if (this.#eraseSome(room)) this.#sql.putGone.run(room);
    // Of an erased room nothing is read.
    this.#sql.endScrubs.run(room);
    this.#scrubs.delete(room);
  }

  /** Goes a step on with what is left. MUST run in a transaction. @returns whether there is more. */
  step(): boolean {
    const gone = this.#sql.gone.pluck().get() as number | undefined;
    if (gone !== undefined) {
      if (!this.#eraseSome(gone)) this.#sql.endGone.run(gone);
      return true;
    }
    const scrub = this.#sql.nextScrub.get() as Scrub | undefined;
    if (!scrub) return false;
    const { room, message } = scrub;
    const last = this.#scrubSome(scrub);
    if (last !== undefined) {
      this.#sql.putScrub.run(room, message, last);
    } else {
      this.#sql.endScrub.run(room, message);
      const messages = this.#scrubs.get(room);
      if (messages?.delete(message) && messages.size === 0) this.#scrubs.delete(room);
    }
    return true;
  }

  /** Events of a room as they may be read. */
  shown(room: number, events: StoredEvent[]): StoredEvent[] {
    const messages = this.#scrubs.get(room);
    if (!messages) return events;
    return events.map((event) => {
      const bare = readable(() => {
        const { kind, target = 0 } = JSON.parse(event.json) as { kind: string; target?: number };
        return kind === 'edit' && messages.has(target) ? scrubEvent(event) : event;
      });
      return bare ?? event;
    });
  }

  #note(room: number, message: number): void {
    const messages = this.#scrubs.get(room);
    if (messages) messages.add(message);
    else this.#scrubs.set(room, new Set([message]));
  }

  /** @returns the seq of the last edit that was scrubbed when there are more after it. */
  #scrubSome({ room, message, done }: Scrub): number | undefined {
    const edits = this.#sql.edits.all(room, message, done, EDITS_AT_ONCE) as StoredEvent[];
    for (const edit of edits) {
      // One that is damaged is told of by `roomlet check`, and must not hold up all the others.
      const bare = readable(() => scrubEvent(edit));
      if (bare) this.#sql.rewrite.run(bare.json, room, bare.seq);
    }
    return edits.length === EDITS_AT_ONCE ? edits.at(-1)?.seq : undefined;
  }

  /** @returns whether there is more. */
  #eraseSome(room: number): boolean {
    const { eraseEvents, eraseKeys, eraseSeats } = this.#sql;
    let rows = 0;
    for (const erase of [eraseEvents, eraseKeys, eraseSeats]) {
      rows += erase.run({ room, limit: ROWS_AT_ONCE - rows }).changes;
      if (rows >= ROWS_AT_ONCE) return true;
    }
    return false;
  }
}
