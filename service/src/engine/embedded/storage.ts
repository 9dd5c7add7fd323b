import type { EngineFailure } from '../engine.js';
import type { StoreOptions } from './request.js';
import { Writer } from './writer.js';

export interface StorageSettings extends StoreOptions {
  /** How long after a failure, or a vain try, to try again, ms. */
  readonly retryAfter: number;
}

export interface StorageEvents {
  /** The storage can't be written: told once per outage, before pending promises reject. */
  readonly onFailure: (error: EngineFailure) => void;
  /** It can be written again. */
  readonly onRecovered: () => void;
  /**
   * The files could not be compacted, and it will be tried again in an hour: deleted text may still
   * be in them. Nothing else is the matter with the storage.
   */
  readonly onUncompacted: (reason: string) => void;
}

type State =
  | { readonly name: 'up' }
  | { readonly name: 'down'; readonly cancel: () => void }
  | { readonly name: 'closed' };

/**
 * The data file over outages. What a failed commit left behind nobody knows, so nothing of the time
 * before is used again: another thread opens the file afresh, and is taken once it could write.
 */
export class Storage {
  readonly #settings: StorageSettings;
  readonly #events: StorageEvents;
  #state: State = { name: 'up' };
  #writer: Writer;
  #retrying: Promise<void> = Promise.resolve();

  private constructor(writer: Writer, settings: StorageSettings, events: StorageEvents) {
    this.#writer = writer;
    this.#settings = settings;
    this.#events = events;
    this.#listen(writer);
  }

  /** Rejects with the reason when the file can't be opened. */
  static async open(settings: StorageSettings, events: StorageEvents): Promise<Storage> {
    return new Storage(await Writer.open(settings), settings, events);
  }

  /** Who writes now; in an outage one that rejects all it is asked. */
  get writer(): Writer {
    return this.#writer;
  }

  async close(): Promise<void> {
    if (this.#state.name === 'down') this.#state.cancel();
    this.#state = { name: 'closed' };
    await this.#retrying;
    await this.#writer.close();
  }

  /** Ends the thread in the middle of whatever it does, as a crash would: for tests. */
  async kill(): Promise<void> {
    this.#state = { name: 'closed' };
    await this.#writer.kill();
  }

  #listen(writer: Writer): void {
    writer.onFailure = (error) => this.#fail(error);
    writer.onUncompacted = (reason) => this.#events.onUncompacted(reason);
  }

  #fail(error: EngineFailure): void {
    if (this.#state.name !== 'up') return;
    this.#retryLater();
    this.#events.onFailure(error);
  }

  #retryLater(): void {
    const timer = setTimeout(() => {
      this.#retrying = this.#retry();
    }, this.#settings.retryAfter);
    this.#state = { name: 'down', cancel: () => clearTimeout(timer) };
  }

  async #retry(): Promise<void> {
    let next: Writer | undefined;
    let uncompacted: string | undefined;
    try {
      // Only one thread at a time: the failed one has to let go of the file first.
      await this.#writer.kill();
      next = await Writer.open(this.#settings);
      // As long as nothing can be written, this is not worth telling.
      next.onUncompacted = (reason) => {
        uncompacted = reason;
      };
      await next.probe();
    } catch {
      await next?.kill();
      if (this.#state.name === 'down') this.#retryLater();
      return;
    }
    if (this.#state.name !== 'down') {
      await next.close();
      return;
    }
    this.#state = { name: 'up' };
    this.#writer = next;
    this.#listen(next);
    this.#events.onRecovered();
    if (uncompacted !== undefined) this.#events.onUncompacted(uncompacted);
  }
}
