import type { Statement } from 'better-sqlite3';
import { scrubEvent } from '../encode.js';
import {
  type Amended,
  type LogCaps,
  type Reactions,
  type ReactionWish,
  type StoredEvent,
  TRIM_AT_ONCE,
} from '../engine.js';
import type { Body } from './body.js';
import { Leftovers } from './leftovers.js';
import type { PackedEvent, RangeRequest } from './request.js';
import type { Statements } from './statements.js';

/** What the file says of a room's log. */
export interface LogBounds {
  /** Of the room. */
  readonly id: number;
  readonly head: number;
  readonly first: number;
  /** How many messages are kept. */
  readonly messages: number;
}

/** The events of all rooms, as they are in the file. */
export class Logs {
  readonly #sql: Statements;
  readonly #caps: LogCaps;
  readonly #leftovers: Leftovers;

  constructor(sql: Statements, caps: LogCaps) {
    this.#sql = sql;
    this.#caps = caps;
    this.#leftovers = new Leftovers(sql);
  }

  /** Adds events to a log, and lets the oldest go. @returns its bounds after that. */
  append(log: LogBounds, at: number, events: readonly PackedEvent<Body>[]): LogBounds {
    let { head } = log;
    for (const event of events) {
      head += 1;
      this.#put(log.id, head, at, event);
    }
    return events.length > 0 ? this.#trim(log, head, events) : log;
  }

  scrub(room: number, message: number): void {
    const [own] = this.#events(this.#sql.readAfter, room, message - 1, 1);
    const bare = own?.seq === message ? scrubEvent(own) : undefined;
    if (bare) this.#sql.rewrite.run(bare.json, room, message);
    this.#leftovers.scrubEdits(room, message);
  }

  /** Erases a log with all else that hangs on the room's id. */
  erase(room: number): void {
    this.#leftovers.eraseRows(room);
  }

  /** Goes a step on with what deletions and erasures left to be done. @returns whether there is more. */
  finish(): boolean {
    return this.#leftovers.step();
  }

  read({ op, room, bound, limit, characters }: RangeRequest): StoredEvent[] {
    const read = this.#sql[op];
    const events =
      characters === Number.POSITIVE_INFINITY
        ? this.#events(read, room, bound, limit)
        : upTo(characters, read.raw().iterate(room, bound, limit));
    const shown = this.#leftovers.shown(room, events);
    return op === 'readBefore' ? shown.reverse() : shown;
  }

  amended(room: number, message: number, most: number): Amended {
    const edits = this.#sql.countEdits.pluck().get(room, message, most) as number;
    const [lastEdit] = this.#events(this.#sql.lastEdit, room, message);
    const [deletion] = this.#events(this.#sql.deletion, room, message);
    const [shown] = this.#leftovers.shown(room, lastEdit ? [lastEdit] : []);
    return { edits, ...(shown && { lastEdit: shown }), ...(deletion && { deletion }) };
  }

  reactions(room: number, { message, member, emoji, limit }: ReactionWish): Reactions {
    const about = { room, target: message };
    const { lastReaction, isOn, kindAfter, countOwn } = this.#sql;
    const last = lastReaction.raw(false).get({ ...about, member, emoji }) as
      | StoredEvent
      | undefined;
    let kinds = 0;
    let kind: string | undefined = '';
    while (kinds < limit) {
      kind = kindAfter.pluck().get({ ...about, emoji: kind }) as string | undefined;
      if (kind === undefined) break;
      kinds += 1;
    }
    return {
      ...(last && { last }),
      isOn: isOn.pluck().get({ ...about, emoji }) === 1,
      kinds,
      own: countOwn.pluck().get({ ...about, member, limit }) as number,
    };
  }

  #put(room: number, seq: number, at: number, event: PackedEvent<Body>): void {
    const { body, kind, target, reaction } = event;
    const json = body.stamp(seq, at);
    if (!reaction) {
      this.#sql.putEvent.run(room, seq, json, kind, target || null);
      return;
    }
    const { member, emoji, on } = reaction;
    this.#sql.endReaction.run({ room, target, member, emoji });
    this.#sql.putReaction.run({ room, seq, json, target, member, emoji, isOn: on ? 1 : 0 });
  }

  /**
   * Lets the oldest events go as far as the caps say, and no more of them at once than is quick. They
   * are read in their order, a few more each time: no more than go, or nearly so. An index of the
   * messages alone would cost each of them an eighth more to keep.
   */
  #trim(log: LogBounds, head: number, added: readonly PackedEvent<Body>[]): LogBounds {
    const { logMessages, logLength } = this.#caps;
    const { id } = log;
    const last = log.first + added.length + TRIM_AT_ONCE;
    let messages = log.messages + added.filter(({ kind }) => kind === 'message').length;
    let first = log.first;
    const isOver = () => first < last && (head - first + 1 > logLength || messages > logMessages);
    for (let limit = added.length; isOver(); limit *= 2) {
      const kinds = this.#sql.oldest.pluck().all(id, first, limit);
      // A file that has not what it says it has: roomlet check tells.
      if (kinds.length === 0) break;
      for (const kind of kinds) {
        if (!isOver()) break;
        first += 1;
        if (kind === 'message') messages -= 1;
      }
    }
    if (first > log.first) this.#sql.trim.run(id, first);
    return { id, head, first, messages };
  }

  #events(read: Statement, ...bounds: number[]): StoredEvent[] {
    // Twice as fast as rows made objects by SQLite's driver.
    const rows = read.raw().all(...bounds) as [seq: number, json: string][];
    return rows.map(([seq, json]) => ({ seq, json }));
  }
}

/** Takes rows up to the one with which they have so many characters of JSON. */
function upTo(characters: number, rows: Iterable<unknown>): StoredEvent[] {
  const events: StoredEvent[] = [];
  let left = characters;
  for (const row of rows) {
    const [seq, json] = row as [seq: number, json: string];
    events.push({ seq, json });
    left -= json.length;
    if (left <= 0) break;
  }
  return events;
}
