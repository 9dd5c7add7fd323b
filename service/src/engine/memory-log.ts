import type { EventDraft, RoomEvent } from '@roomlet/sdk/protocol';
import { eventBody, stampEvent, withoutMessage } from './encode.js';
import {
  type Amended,
  type LogCaps,
  type Reactions,
  type ReactionWish,
  type StoredEvent,
  TRIM_AT_ONCE,
} from './engine.js';

/** The log of a room that the engine in memory keeps. */
export class MemoryLog {
  readonly #caps: LogCaps;
  #events: StoredEvent[] = [];
  /** Of each of them. */
  #kinds: string[] = [];
  #head = 0;

  constructor(caps: LogCaps) {
    this.#caps = caps;
  }

  get head(): number {
    return this.#head;
  }

  get first(): number {
    return this.#head - this.#events.length + 1;
  }

  /** @returns the events as they are kept. */
  append(drafts: readonly EventDraft[], at: number): StoredEvent[] {
    const stored = drafts.map((draft) => {
      const seq = ++this.#head;
      return { seq, json: stampEvent(eventBody(draft), seq, at) };
    });
    this.#events.push(...stored);
    this.#kinds.push(...drafts.map(({ kind }) => kind));
    this.#trim(drafts.length + TRIM_AT_ONCE);
    return stored;
  }

  scrub(message: number): void {
    this.#events = this.#events.map((event) => withoutMessage(event, message));
  }

  after(after: number, limit: number, characters: number): StoredEvent[] {
    const start = Math.max(0, after + 1 - this.first);
    return firstOf(this.#events.slice(start, start + limit), characters);
  }

  before(before: number, limit: number, characters: number): StoredEvent[] {
    const end = Math.max(0, Math.min(this.#events.length, before - this.first));
    const newestFirst = this.#events.slice(Math.max(0, end - limit), end).reverse();
    return firstOf(newestFirst, characters).reverse();
  }

  amended(message: number, limit: number): Amended {
    const edits = this.#about(message, 'edit');
    const [deletion] = this.#about(message, 'delete');
    const lastEdit = edits.at(-1)?.stored;
    return {
      edits: Math.min(edits.length, limit),
      ...(lastEdit && { lastEdit }),
      ...(deletion && { deletion: deletion.stored }),
    };
  }

  reactions({ message, member, emoji, limit }: ReactionWish): Reactions {
    const lasts = new Map<
      string,
      { event: RoomEvent & { kind: 'reaction' }; stored: StoredEvent }
    >();
    for (const { event, stored } of this.#about(message, 'reaction')) {
      lasts.set(`${event.by.id} ${event.emoji}`, { event, stored });
    }
    const last = lasts.get(`${member} ${emoji}`)?.stored;
    const on = [...lasts.values()].flatMap(({ event }) => (event.on ? [event] : []));
    const kinds = new Set(on.map((event) => event.emoji));
    const own = on.filter(({ by }) => by.id === member);
    return {
      ...(last && { last }),
      isOn: kinds.has(emoji),
      kinds: Math.min(kinds.size, limit),
      own: Math.min(own.length, limit),
    };
  }

  #about<K extends 'edit' | 'delete' | 'reaction'>(message: number, kind: K) {
    return this.#events.flatMap((stored, i) => {
      if (this.#kinds[i] !== kind) return [];
      const event = JSON.parse(stored.json) as RoomEvent & { kind: K };
      return event.target === message ? [{ event, stored }] : [];
    });
  }

  #trim(most: number): void {
    const { logMessages, logLength } = this.#caps;
    let messages = this.#kinds.filter((kind) => kind === 'message').length;
    let gone = 0;
    while ((this.#events.length - gone > logLength || messages > logMessages) && gone < most) {
      if (this.#kinds[gone] === 'message') messages -= 1;
      gone += 1;
    }
    if (gone === 0) return;
    this.#events = this.#events.slice(gone);
    this.#kinds = this.#kinds.slice(gone);
  }
}

/** The events up to the one with which they have so many characters. */
function firstOf(events: StoredEvent[], characters: number): StoredEvent[] {
  let left = characters;
  const last = events.findIndex(({ json }) => {
    left -= json.length;
    return left <= 0;
  });
  return last === -1 ? events : events.slice(0, last + 1);
}
