import { commitOf } from './commit.js';
import { eventBody, isAbout, scrubEvent, stampEvent } from './encode.js';
import {
  type Appended,
  type Change,
  type Engine,
  type OpenRoom,
  type RoomCreated,
  type RoomDraft,
  RoomErased,
  type RoomProof,
  type RoomSnapshot,
  type StoredEvent,
  type Tail,
} from './engine.js';
import { Holds } from './holds.js';
import { patchRecord, type RoomRecord, readUpTo, replaceSeat, type SeatRecord } from './record.js';

export interface MemoryOptions {
  /** Events kept per room; the oldest go first. */
  readonly logLength: number;
  /** Wall clock, ms. */
  readonly now: () => number;
}

/** What an engine keeps of one room. */
class StoredRoom {
  record: RoomRecord;
  readonly epoch: string;
  readonly keyHash: string | undefined;
  wakeAt: number;
  head = 0;
  lastAt = 0;
  events: StoredEvent[] = [];
  readonly seats = new Map<string, SeatRecord>();
  readonly keys = new Map<string, Map<string, Appended>>();

  constructor({ record, epoch, wakeAt, keyHash }: RoomDraft) {
    this.record = record;
    this.epoch = epoch;
    this.wakeAt = wakeAt;
    this.keyHash = keyHash;
  }

  get first(): number {
    return this.head - this.events.length + 1;
  }

  /** Takes the text from a message and its edits. @returns the events that changed. */
  scrub(message: number): StoredEvent[] {
    const scrubbed = new Map<number, StoredEvent>();
    for (const event of this.events) {
      const bare = event.seq === message || isAbout(event, message) ? scrubEvent(event) : undefined;
      if (bare) scrubbed.set(event.seq, bare);
    }
    this.events = this.events.map((event) => scrubbed.get(event.seq) ?? event);
    return [...scrubbed.values()];
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
    this.#rooms.set(record.code, new StoredRoom(draft));
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
    const { record, epoch, head, first } = room;
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
    const stored = events.map((draft, i) => {
      const seq = room.head + 1 + i;
      return { seq, json: stampEvent(eventBody(draft), seq, at) };
    });
    room.head += stored.length;
    const scrubbed = scrub === undefined ? [] : room.scrub(scrub);
    room.events = [...room.events, ...stored].slice(-this.#options.logLength);
    const appended = { seq: room.head, at };
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
    const { head, first } = room;
    this.#tail?.commit(
      commitOf(change, { events: stored, head, first, ...(scrubbed.length > 0 && { scrubbed }) }),
    );
    return appended;
  }

  async findKey(seat: string, key: string): Promise<Appended | undefined> {
    return this.#room.keys.get(seat)?.get(key);
  }

  async readAfter(after: number, limit: number): Promise<StoredEvent[]> {
    return this.#room.events.filter(({ seq }) => seq > after).slice(0, limit);
  }

  async readBefore(before: number, limit: number): Promise<StoredEvent[]> {
    return this.#room.events.filter(({ seq }) => seq < before).slice(-limit);
  }

  async readAbout(target: number, after: number, limit: number): Promise<StoredEvent[]> {
    const { events } = this.#room;
    return events.filter((one) => one.seq > after && isAbout(one, target)).slice(0, limit);
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
