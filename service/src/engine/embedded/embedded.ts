import { mkdirSync } from 'node:fs';
import type { Engine, OpenRoom, RoomCreated, RoomDraft, RoomProof } from '../engine.js';
import type { RoomRecord } from '../record.js';
import { dataFile } from './data-file.js';
import { EmbeddedRoom } from './embedded-room.js';
import { FolderLock } from './folder-lock.js';
import type { Answers, Request, StoreOptions } from './request.js';
import { Storage, type StorageEvents } from './storage.js';

export interface EmbeddedOptions extends Omit<StoreOptions, 'file'>, StorageEvents {
  /** The data folder; made if it isn't there. */
  readonly folder: string;
  /** Wall clock, ms. */
  readonly now?: () => number;
  /** How long after a failure of the storage to try again, ms. */
  readonly retryAfter?: number;
}

const RETRY_AFTER = 1_000;

/** The engine in the service's own process: SQLite in one worker thread. */
export class EmbeddedEngine implements Engine {
  readonly #storage: Storage;
  readonly #lock: FolderLock;
  readonly #now: () => number;

  private constructor(storage: Storage, lock: FolderLock, now: () => number) {
    this.#storage = storage;
    this.#lock = lock;
    this.#now = now;
  }

  /**
   * Opens the data folder.
   * @throws FolderInUse when another process has it; else an Error with the reason.
   */
  static async open(options: EmbeddedOptions): Promise<EmbeddedEngine> {
    const { folder, durability, logLength, now = Date.now, retryAfter = RETRY_AFTER } = options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = new FolderLock(folder);
    try {
      const file = dataFile(folder);
      const storage = await Storage.open({ file, durability, logLength, retryAfter }, options);
      return new EmbeddedEngine(storage, lock, now);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  createRoom(draft: RoomDraft): Promise<RoomCreated> {
    return this.#ask({ op: 'create', draft });
  }

  roomByKey(keyHash: string, keySince: number): Promise<RoomRecord | undefined> {
    return this.#ask({ op: 'roomByKey', keyHash, keySince });
  }

  openRoom(code: string): Promise<OpenRoom | undefined> {
    const { writer } = this.#storage;
    return new Promise((resolve, reject) => {
      writer.ask(
        { op: 'open', code },
        (opened) => {
          if (opened === 'damaged') {
            reject(new Error(`A record of room ${code} is not readable. Run roomlet check.`));
            return;
          }
          resolve(
            opened &&
              new EmbeddedRoom(writer, opened.room, { ...opened.snapshot, online: [] }, this.#now),
          );
        },
        reject,
      );
    });
  }

  proves(code: string, proof: RoomProof): Promise<boolean> {
    return this.#ask({ op: 'proves', code, proof });
  }

  dueRooms(now: number, limit: number): Promise<string[]> {
    return this.#ask({ op: 'due', now, limit });
  }

  async close(): Promise<void> {
    await this.#storage.close();
    this.#lock.release();
  }

  /** Ends the engine in the middle of whatever it does, as a crash would: for tests. */
  async kill(): Promise<void> {
    await this.#storage.kill();
    this.#lock.release();
  }

  #ask<R extends Request>(request: R): Promise<Answers[R['op']]> {
    return new Promise((resolve, reject) => this.#storage.writer.ask(request, resolve, reject));
  }
}
