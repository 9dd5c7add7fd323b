import type {
  Engine,
  OpenRoom,
  RoomCreated,
  RoomDraft,
  RoomProof,
} from '#service/engine/engine.js';
import type { RoomRecord } from '#service/engine/record.js';
import type { Disk } from './disk.js';
import { SimulatedRoom } from './open-room.js';
import { type Pace, Queue } from './queue.js';

/** An engine of the kind of the embedded one, with a disk in memory, that fails when told to. */
export class SimulatedEngine implements Engine {
  readonly #disk: Disk;
  readonly #pace: Pace;
  readonly #limit: number;
  #queue: Queue;

  /** @param limit most jobs that may wait. */
  constructor(disk: Disk, pace: Pace, limit = Number.POSITIVE_INFINITY) {
    this.#disk = disk;
    this.#pace = pace;
    this.#limit = limit;
    this.#queue = new Queue(pace, limit);
  }

  /** How many jobs wait. */
  get waiting(): number {
    return this.#queue.length;
  }

  createRoom(draft: RoomDraft): Promise<RoomCreated> {
    return this.#queue.ask(() => this.#disk.create(this.#pace.now(), draft));
  }

  roomByKey(keyHash: string, keySince: number): Promise<RoomRecord | undefined> {
    return this.#queue.ask(() => this.#disk.engine.roomByKey(keyHash, keySince));
  }

  async openRoom(code: string): Promise<OpenRoom | undefined> {
    // A room of before a failure is dead for ever: it asks the queue of its time.
    const { ask } = this.#queue;
    const room = await ask(() => this.#disk.open(code));
    return room && new SimulatedRoom(ask, this.#disk, room, this.#pace);
  }

  proves(code: string, proof: RoomProof): Promise<boolean> {
    return this.#queue.ask(() => this.#disk.engine.proves(code, proof));
  }

  dueRooms(now: number, limit: number): Promise<string[]> {
    return this.#queue.ask(() => this.#disk.engine.dueRooms(now, limit));
  }

  async close(): Promise<void> {
    await this.#queue.idle();
    await this.#queue.fail(0, () => {});
  }

  /** The storage is gone, or the process. @param told runs before what is pending rejects. */
  fail(kept: number, told: () => void = () => {}): Promise<void> {
    return this.#queue.fail(kept, told);
  }

  /** The storage is back. */
  recover(): void {
    this.#queue = new Queue(this.#pace, this.#limit);
  }
}
