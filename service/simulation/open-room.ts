import type {
  Amended,
  Appended,
  Change,
  OpenRoom,
  Reactions,
  ReactionWish,
  RoomSnapshot,
  StoredEvent,
  Tail,
} from '#service/engine/engine.js';
import type { Disk, DiskRoom } from './disk.js';
import type { Ask, Pace } from './queue.js';

/** A room of the simulated engine, opened. */
export class SimulatedRoom implements OpenRoom {
  readonly snapshot: RoomSnapshot;
  readonly #ask: Ask;
  readonly #disk: Disk;
  readonly #room: DiskRoom;
  readonly #pace: Pace;
  #tail: Tail | undefined;

  constructor(ask: Ask, disk: Disk, room: DiskRoom, pace: Pace) {
    this.#ask = ask;
    this.#disk = disk;
    this.#room = room;
    this.#pace = pace;
    this.snapshot = room.log.snapshot;
    room.online = (seat, online) => this.#tail?.online(seat, online);
  }

  tail(tail: Tail): void {
    this.#tail = tail;
  }

  async append(change: Change): Promise<Appended> {
    const at = this.#pace.now();
    const { appended } = await this.#ask(
      () => this.#disk.append(at, this.#room, change),
      ({ commit }) => commit && this.#tail?.commit(commit),
    );
    return appended;
  }

  findKey(seat: string, key: string): Promise<Appended | undefined> {
    return this.#ask(() => this.#room.log.findKey(seat, key));
  }

  readAfter(after: number, limit: number, characters?: number): Promise<StoredEvent[]> {
    return this.#ask(() => this.#room.log.readAfter(after, limit, characters));
  }

  readBefore(before: number, limit: number, characters?: number): Promise<StoredEvent[]> {
    return this.#ask(() => this.#room.log.readBefore(before, limit, characters));
  }

  readAmended(message: number, limit: number): Promise<Amended> {
    return this.#ask(() => this.#room.log.readAmended(message, limit));
  }

  readReactions(wish: ReactionWish): Promise<Reactions> {
    return this.#ask(() => this.#room.log.readReactions(wish));
  }

  /** There are no other nodes. */
  signal(): void {}

  hold(seat: string): void {
    this.#room.log.hold(seat);
  }

  release(seat: string): void {
    this.#room.log.release(seat);
  }

  erase(): Promise<void> {
    return this.#ask(
      () => this.#disk.erase(this.#room),
      () => {
        this.#tail?.erased();
        this.#tail = undefined;
      },
    );
  }

  close(): void {
    this.#tail = undefined;
  }
}
