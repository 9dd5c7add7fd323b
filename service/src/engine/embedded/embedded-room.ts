import type { EventDraft, Signal } from '@roomlet/sdk/protocol';
import { commitOf } from '../commit.js';
import { eventBody, stampEvent } from '../encode.js';
import {
  type Amended,
  type Appended,
  type Change,
  type OpenRoom,
  type Reactions,
  type ReactionWish,
  RoomErased,
  type RoomSnapshot,
  type StoredEvent,
  type Tail,
} from '../engine.js';
import { Holds } from '../holds.js';
import type { SeatRecord } from '../record.js';
import type {
  Answers,
  AppendRequest,
  PackedEvent,
  PackedRest,
  Request,
  StoredChange,
} from './request.js';
import type { Writer } from './writer.js';

/** A room opened from one storage thread: when that fails, so does the room, for good. */
export class EmbeddedRoom implements OpenRoom {
  readonly snapshot: RoomSnapshot;
  readonly #writer: Writer;
  readonly #room: number;
  readonly #now: () => number;
  readonly #holds = new Holds((seat, online) => this.#tail?.online(seat, online));
  #tail: Tail | undefined;

  constructor(writer: Writer, room: number, snapshot: RoomSnapshot, now: () => number) {
    this.#writer = writer;
    this.#room = room;
    this.snapshot = snapshot;
    this.#now = now;
  }

  tail(tail: Tail): void {
    this.#tail = tail;
  }

  append(change: Change): Promise<Appended> {
    const request = pack(this.#room, change, this.#now());
    return new Promise((resolve, reject) => {
      this.#writer.ask(
        request,
        (stored) => {
          if (!stored) {
            reject(new RoomErased('The room was erased.'));
            return;
          }
          const { head, first, ...appended } = stored;
          if (!appended.duplicate) {
            const events = stamped(request, stored);
            this.#tail?.commit(commitOf(change, { events, head, first }));
          }
          resolve(appended);
        },
        reject,
      );
    });
  }

  async findKey(seat: string, key: string): Promise<Appended | undefined> {
    return this.#ask({ op: 'findKey', room: this.#room, seat, key });
  }

  readAfter(after: number, limit: number, characters = Infinity): Promise<StoredEvent[]> {
    return this.#ask({ op: 'readAfter', room: this.#room, bound: after, limit, characters });
  }

  readBefore(before: number, limit: number, characters = Infinity): Promise<StoredEvent[]> {
    return this.#ask({ op: 'readBefore', room: this.#room, bound: before, limit, characters });
  }

  readAmended(message: number, limit: number): Promise<Amended> {
    return this.#ask({ op: 'readAmended', room: this.#room, message, most: limit });
  }

  readReactions(wish: ReactionWish): Promise<Reactions> {
    return this.#ask({ op: 'readReactions', room: this.#room, wish });
  }

  /** There are no other nodes. */
  signal(_signal: Signal): void {}

  hold(seat: string): void {
    this.#holds.hold(seat);
  }

  release(seat: string): void {
    this.#holds.release(seat);
  }

  async erase(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#writer.ask(
        { op: 'erase', room: this.#room },
        () => {
          this.#tail?.erased();
          this.#tail = undefined;
          resolve();
        },
        reject,
      );
    });
  }

  close(): void {
    this.#tail = undefined;
  }

  #ask<R extends Request>(request: R): Promise<Answers[R['op']]> {
    return new Promise((resolve, reject) => this.#writer.ask(request, resolve, reject));
  }
}

function pack(room: number, change: Change, at: number): AppendRequest<string> {
  const { events = [], key, seats, ended, used, reads, scrub, patch, wakeAt } = change;
  const rest: PackedRest = {
    ...(seats && { seats: seats.map(packSeat) }),
    ...(ended && { ended }),
    ...(used && { used }),
    ...(reads && { reads }),
    ...(scrub !== undefined && { scrub }),
    ...(patch && { patch: JSON.stringify(patch) }),
    ...(wakeAt !== undefined && { wakeAt }),
  };
  return {
    op: 'append',
    room,
    at,
    events: events.map(packEvent),
    key,
    rest: Object.keys(rest).length > 0 ? rest : undefined,
  };
}

/** An event as the storage thread is told of it. */
export function packEvent(event: EventDraft): PackedEvent<string> {
  const { kind } = event;
  const target = 'target' in event ? event.target : 0;
  const packed = { body: eventBody(event), kind, target };
  if (kind !== 'reaction') return packed;
  return { ...packed, reaction: { member: event.by.id, emoji: event.emoji, on: event.on } };
}

function packSeat(seat: SeatRecord) {
  const { readSeq = 0, ...record } = seat;
  return [seat.id, JSON.stringify(record), readSeq] as const;
}

/** The request's events as the storage thread has stamped them. */
function stamped(request: AppendRequest<string>, { head, at }: StoredChange): StoredEvent[] {
  const start = head - request.events.length + 1;
  return request.events.map(({ body }, i) => ({
    seq: start + i,
    json: stampEvent(body, start + i, at),
  }));
}
