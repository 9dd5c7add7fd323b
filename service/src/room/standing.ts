import { foldEvent, type Message, type RoomEvent } from '@roomlet/sdk/protocol';
import type { Appended, StoredEvent } from '../engine/engine.js';
import type { KeptLog } from './kept-log.js';

/** How many messages are remembered as they stand; the one asked for longest ago goes first. */
const REMEMBERED = 64;

/** A message as it stands after the events so far, and which of them made it so. */
export class Standing {
  readonly #folded = new Map<number, Message>();
  readonly #made = new Map<string, Appended>();

  take(event: RoomEvent): void {
    const changed = foldEvent(this.#folded, event);
    // A message that lost its text already folds as deleted before its deletion is met.
    const what = changed || event.kind === 'delete' ? whatOf(event) : undefined;
    if (what === undefined || (what === DELETED && this.#made.has(DELETED))) return;
    this.#made.set(what, { seq: event.seq, at: event.at });
  }

  get message(): Message | undefined {
    return this.#folded.values().next().value;
  }

  /** The event that gave it its text. */
  get written(): Appended | undefined {
    return this.#made.get(TEXT);
  }

  get deleted(): Appended | undefined {
    return this.#made.get(DELETED);
  }

  /** What the member last did about this emoji: put it there, or took it away. */
  reacted(member: string, emoji: string): Appended | undefined {
    return this.#made.get(reaction(member, emoji));
  }
}

/**
 * Messages of an open room as they stand, for decisions about them. The last few are remembered and
 * moved on with the log; texts of old edits are not kept, so memory is bounded by what the log holds.
 * Whoever asks must have the message's turn: nothing may be committed about it while it is read.
 */
export class Standings {
  readonly #kept: KeptLog;
  readonly #known = new Map<number, Standing>();

  constructor(kept: KeptLog) {
    this.#kept = kept;
  }

  /** The message as it stands; undefined when the log keeps no message under that seq. */
  async of(seq: number): Promise<Standing | undefined> {
    const own = await this.#kept.find(seq);
    if (!own) return undefined;
    const known = this.#known.get(seq);
    this.#known.delete(seq);
    const standing = known ?? (await this.#read(own));
    if (!standing.message) return undefined;
    this.#known.set(seq, standing);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > REMEMBERED) this.#known.delete(oldest);
    return standing;
  }

  /** An event was committed. */
  take({ json }: StoredEvent): void {
    if (this.#known.size === 0) return;
    const event = JSON.parse(json) as RoomEvent;
    if ('target' in event) this.#known.get(event.target)?.take(event);
  }

  async #read(own: StoredEvent): Promise<Standing> {
    const standing = new Standing();
    const event = JSON.parse(own.json) as RoomEvent;
    if (event.kind !== 'message') return standing;
    standing.take(event);
    for await (const { json } of this.#kept.about(own.seq)) standing.take(JSON.parse(json));
    return standing;
  }
}

const TEXT = 'text';
const DELETED = 'deleted';

function whatOf(event: RoomEvent): string | undefined {
  switch (event.kind) {
    case 'message':
    case 'edit':
      return TEXT;
    case 'delete':
      return DELETED;
    case 'reaction':
      return reaction(event.by.id, event.emoji);
    default:
      return undefined;
  }
}

function reaction(member: string, emoji: string): string {
  return `${member} ${emoji}`;
}
