import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Signal } from '@roomlet/sdk/protocol';
import { eventBody, stampEvent } from '../encode.js';
import {
  type Appended,
  type Change,
  type Engine,
  type EngineFailure,
  type OpenRoom,
  type RoomCreated,
  type RoomDraft,
  RoomErased,
  type RoomSnapshot,
  type StoredEvent,
  type Tail,
} from '../engine.js';
import { Holds } from '../holds.js';
import type { RoomRecord, SeatRecord } from '../record.js';
import type { Answers, PackedChange, Request, StoreOptions } from './request.js';
import { Writer } from './writer.js';

export interface EmbeddedOptions extends Omit<StoreOptions, 'file'> {
  /** The data folder; made if it isn't there. */
  readonly folder: string;
  /** Wall clock, ms. */
  readonly now?: () => number;
  /** Told once, before pending promises reject: the service must stop acking. */
  readonly onFailure: (error: EngineFailure) => void;
}

/** The engine in the service's own process: SQLite in one worker thread. */
export class EmbeddedEngine implements Engine {
  readonly #writer: Writer;
  readonly #now: () => number;

  private constructor(writer: Writer, now: () => number) {
    this.#writer = writer;
    this.#now = now;
  }

  /** Opens the data folder. Rejects with a reason an operator can act on. */
  static async open(options: EmbeddedOptions): Promise<EmbeddedEngine> {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    const { durability, logLength } = options;
    const file = join(options.folder, 'roomlet.db');
    const writer = await Writer.open({ file, durability, logLength }, options.onFailure);
    return new EmbeddedEngine(writer, options.now ?? Date.now);
  }

  createRoom(draft: RoomDraft): Promise<RoomCreated> {
    return this.#ask({ op: 'create', draft });
  }

  roomByKey(keyHash: string, keySince: number): Promise<RoomRecord | undefined> {
    return this.#ask({ op: 'roomByKey', keyHash, keySince });
  }

  openRoom(code: string): Promise<OpenRoom | undefined> {
    return new Promise((resolve, reject) => {
      this.#writer.ask(
        { op: 'open', code },
        (opened) =>
          resolve(
            opened &&
              new EmbeddedRoom(
                this.#writer,
                opened.room,
                { ...opened.snapshot, online: [] },
                this.#now,
              ),
          ),
        reject,
      );
    });
  }

  dueRooms(now: number, limit: number): Promise<string[]> {
    return this.#ask({ op: 'due', now, limit });
  }

  close(): Promise<void> {
    return this.#writer.close();
  }

  /** Ends the storage thread in the middle of whatever it does, as a crash would: for tests. */
  kill(): Promise<void> {
    return this.#writer.kill();
  }

  #ask<R extends Request>(request: R): Promise<Answers[R['op']]> {
    return new Promise((resolve, reject) => this.#writer.ask(request, resolve, reject));
  }
}

class EmbeddedRoom implements OpenRoom {
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
    const packed = pack(change, this.#now());
    return new Promise((resolve, reject) => {
      this.#writer.ask(
        { op: 'append', room: this.#room, change: packed },
        (done) => {
          if (!done) {
            reject(new RoomErased('The room was erased.'));
            return;
          }
          const { head, first, scrubbed, ...appended } = done;
          if (!appended.duplicate) {
            const start = head - packed.bodies.length + 1;
            const events = packed.bodies.map((body, i) => ({
              seq: start + i,
              json: stampEvent(body, start + i, appended.at),
            }));
            const { seats, ended, used, reads, patch } = change;
            this.#tail?.commit({
              events,
              head,
              first,
              ...(seats && { seats }),
              ...(ended && { ended }),
              ...(used && { used }),
              ...(reads && { reads }),
              ...(scrubbed && { scrubbed }),
              ...(patch && { patch }),
            });
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

  readAfter(after: number, limit: number): Promise<StoredEvent[]> {
    return this.#ask({ op: 'readAfter', room: this.#room, after, limit });
  }

  readBefore(before: number, limit: number): Promise<StoredEvent[]> {
    return this.#ask({ op: 'readBefore', room: this.#room, before, limit });
  }

  readAbout(target: number): Promise<StoredEvent[]> {
    return this.#ask({ op: 'readAbout', room: this.#room, target });
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

function pack(change: Change, at: number): PackedChange {
  const { events = [], seats, ended, used, reads, scrub, key, patch, wakeAt } = change;
  return {
    at,
    bodies: events.map(eventBody),
    targets: events.map((event) => ('target' in event ? event.target : null)),
    ...(key && { key }),
    ...(seats && { seats: seats.map(packSeat) }),
    ...(ended && { ended }),
    ...(used && { used }),
    ...(reads && { reads }),
    ...(scrub !== undefined && { scrub }),
    ...(patch && { patch: JSON.stringify(patch) }),
    ...(wakeAt !== undefined && { wakeAt }),
  };
}

function packSeat(seat: SeatRecord) {
  const { readSeq = 0, ...record } = seat;
  return [seat.id, JSON.stringify(record), readSeq] as const;
}
