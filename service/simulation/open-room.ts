import type {
  Appended,
  Change,
  OpenRoom,
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

  readAfter(after: number, limit: number): Promise<StoredEvent[]> {
    return this.#ask(() => this.#room.log.readAfter(after, limit));
  }

  readBefore(before: number, limit: number): Promise<StoredEvent[]> {
    return this.#ask(() => this.#room.log.readBefore(before, limit));
  }

  readAbout(target: number, after: number, limit: number): Promise<StoredEvent[]> {
    return this.#ask(() => this.#room.log.readAbout(target, after, limit));
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
