import { commitOf } from './commit.js';
import {
  type Amended,
  type Appended,
  type Change,
  type Engine,
  type LogCaps,
  type OpenRoom,
  type Reactions,
  type ReactionWish,
  type RoomCreated,
  type RoomDraft,
  RoomErased,
  type RoomProof,
  type RoomSnapshot,
  type StoredEvent,
  type Tail,
} from './engine.js';
import { Holds } from './holds.js';
import { MemoryLog } from './memory-log.js';
import { patchRecord, type RoomRecord, readUpTo, replaceSeat, type SeatRecord } from './record.js';

export interface MemoryOptions extends LogCaps {
  /** Wall clock, ms. */
  readonly now: () => number;
}

/** What an engine keeps of one room. */
class StoredRoom {
  record: RoomRecord;
  readonly epoch: string;
  readonly keyHash: string | undefined;
  wakeAt: number;
  lastAt = 0;
  readonly log: MemoryLog;
  readonly seats = new Map<string, SeatRecord>();
  readonly keys = new Map<string, Map<string, Appended>>();

  constructor({ record, epoch, wakeAt, keyHash }: RoomDraft, caps: LogCaps) {
    this.record = record;
    this.epoch = epoch;
    this.wakeAt = wakeAt;
    this.keyHash = keyHash;
    this.log = new MemoryLog(caps);
  }
}

/** The engine for tests and simulations: keeps all promises but the one to outlive the process. */
export class MemoryEngine implements Engine {
  readonly #options: MemoryOptions;
  readonly #rooms = new Map<string, StoredRoom>();

  constructor(options: MemoryOptions) {
    this.#options = options;
  }

  async createRoom(draft: RoomDraft): Promise<RoomCreated> {
    const { record, keyHash, keySince = 0 } = draft;
    const known = keyHash === undefined ? undefined : await this.roomByKey(keyHash, keySince);
    if (known) return { result: 'existing', record: known };
    if (this.#rooms.has(record.code)) return { result: 'taken' };
    this.#rooms.set(record.code, new StoredRoom(draft, this.#options));
    return { result: 'created' };
  }

  async roomByKey(keyHash: string, keySince: number): Promise<RoomRecord | undefined> {
    const rooms = [...this.#rooms.values()];
    return rooms.find((room) => room.keyHash === keyHash && room.record.createdAt >= keySince)
      ?.record;
  }

  async openRoom(code: string): Promise<OpenRoom | undefined> {
    const room = this.#rooms.get(code);
    return room && new MemoryRoom(room, this.#rooms, this.#options);
  }

  async proves(code: string, proof: RoomProof): Promise<boolean> {
    const room = this.#rooms.get(code);
    if (!room) return false;
    const { tokenHash, keyHash, hostTokenHash } = proof;
    if (hostTokenHash !== undefined && room.record.hostTokenHash === hostTokenHash) return true;
    return [...room.seats.values()].some(
      (seat) =>
        (tokenHash !== undefined && seat.tokenHash === tokenHash) ||
        (keyHash !== undefined && seat.keyHash === keyHash),
    );
  }

  async dueRooms(now: number, limit: number): Promise<string[]> {
    return [...this.#rooms.values()]
      .filter((room) => room.wakeAt <= now)
      .sort((a, b) => a.wakeAt - b.wakeAt)
      .slice(0, limit)
      .map((room) => room.record.code);
  }

  async close(): Promise<void> {}
}

class MemoryRoom implements OpenRoom {
  readonly snapshot: RoomSnapshot;
  readonly #room: StoredRoom;
  readonly #rooms: Map<string, StoredRoom>;
  readonly #options: MemoryOptions;
  readonly #holds = new Holds((seat, online) => this.#tail?.online(seat, online));
  #tail: Tail | undefined;

  constructor(room: StoredRoom, rooms: Map<string, StoredRoom>, options: MemoryOptions) {
    this.#room = room;
    this.#rooms = rooms;
    this.#options = options;
    const { record, epoch, log } = room;
    const { head, first } = log;
    this.snapshot = { record, epoch, head, first, seats: [...room.seats.values()], online: [] };
  }

  tail(tail: Tail): void {
    this.#tail = tail;
  }

  async append(change: Change): Promise<Appended> {
    const room = this.#room;
    // Not in the caller's turn, as with a disk: what is decided meanwhile is decided without it.
    await undefined;
    if (this.#rooms.get(room.record.code) !== room) throw new RoomErased('The room was erased.');
    const { events = [], key, seats, ended, used, reads, scrub, patch, wakeAt } = change;
    const known = key && room.keys.get(key.seat)?.get(key.key);
    if (known) return { ...known, duplicate: true };
    const at = Math.max(this.#options.now(), room.lastAt);
    room.lastAt = at;
    if (scrub !== undefined) room.log.scrub(scrub);
    const stored = room.log.append(events, at);
    const appended = { seq: room.log.head, at };
    if (key) {
      const used = room.keys.get(key.seat) ?? new Map<string, Appended>();
      room.keys.set(key.seat, used.set(key.key, appended));
    }
    for (const seat of seats ?? []) {
      room.seats.set(seat.id, replaceSeat(room.seats.get(seat.id), seat));
    }
    for (const { seat, at: usedAt } of used ?? []) {
      const known = room.seats.get(seat);
      if (known) room.seats.set(seat, { ...known, usedAt });
    }
    for (const { seat, seq } of reads ?? []) {
      const known = room.seats.get(seat);
      if (known) room.seats.set(seat, readUpTo(known, seq));
    }
    for (const id of ended ?? []) {
      room.seats.delete(id);
      room.keys.delete(id);
    }
    if (patch) room.record = patchRecord(room.record, patch);
    if (wakeAt !== undefined) room.wakeAt = wakeAt;
    const { head, first } = room.log;
    this.#tail?.commit(commitOf(change, { events: stored, head, first }));
    return appended;
  }

  async findKey(seat: string, key: string): Promise<Appended | undefined> {
    return this.#room.keys.get(seat)?.get(key);
  }

  async readAfter(after: number, limit: number, characters = Infinity): Promise<StoredEvent[]> {
    return this.#room.log.after(after, limit, characters);
  }

  async readBefore(before: number, limit: number, characters = Infinity): Promise<StoredEvent[]> {
    return this.#room.log.before(before, limit, characters);
  }

  async readAmended(message: number, limit: number): Promise<Amended> {
    return this.#room.log.amended(message, limit);
  }

  async readReactions(wish: ReactionWish): Promise<Reactions> {
    return this.#room.log.reactions(wish);
  }

  /** There are no other nodes. */
  signal(): void {}

  hold(seat: string): void {
    this.#holds.hold(seat);
  }

  release(seat: string): void {
    this.#holds.release(seat);
  }

  async erase(): Promise<void> {
    await undefined;
    if (this.#rooms.get(this.#room.record.code) !== this.#room) return;
    this.#rooms.delete(this.#room.record.code);
    this.#tail?.erased();
    this.#tail = undefined;
  }

  close(): void {
    this.#tail = undefined;
  }
}
