import { Worker } from 'node:worker_threads';
import { EngineBusy, EngineFailure } from '../engine.js';
import { Pending } from './batch.js';
import type { Answers, BatchReply, Notice, Request, StoreOptions } from './request.js';

/** How much has to be writable before a failed storage counts as well again, bytes. */
const PROBE_BYTES = 1_048_576;

/** How much may wait: about a second's work. More is refused, so that memory stays bounded. */
const MOST_WAITING = 20_000;
const MOST_BYTES_WAITING = 67_108_864;
/** When to come again after that, ms. */
const RETRY_AFTER = 1_000;

/**
 * Group commit: whatever was asked while the last batch was being committed is the next batch. So
 * a busy service pays one commit for many changes, and a quiet one waits for nobody.
 */
export class Writer {
  /** Told once, before pending requests are rejected. */
  onFailure: (error: EngineFailure) => void = () => {};
  /** Told each time that the file could not be compacted. */
  onUncompacted: (reason: string) => void = () => {};
  readonly #worker: Worker;
  /** The last one is still being filled, when it isn't full. */
  #queue: Pending[] = [];
  #running: Pending | undefined;
  #failure: EngineFailure | undefined;
  #closed = false;
  #idle: (() => void) | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: BatchReply | Notice) => {
      if ('uncompacted' in message) this.onUncompacted(message.uncompacted);
      else this.#finish(message);
    });
    worker.on('error', (error) => this.#fail(error.message));
    worker.on('exit', () => {
      if (!this.#closed) this.#fail('The storage thread stopped.');
    });
  }

  /** Starts the thread and opens the file. Rejects with the reason when it can't be opened. */
  static async open(options: StoreOptions): Promise<Writer> {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: options });
    await new Promise<void>((resolve, reject) => {
      worker.once('message', (opened: BatchReply) =>
        'reason' in opened ? reject(new Error(opened.reason)) : resolve(),
      );
      worker.once('error', reject);
    });
    worker.removeAllListeners('error');
    return new Writer(worker);
  }

  /**
   * Asks the store. `settle` runs in commit order, in the same turn for a whole batch, which is
   * what lets a tail see commits in order before anyone's promise goes on.
   */
  ask<R extends Request>(
    request: R,
    settle: (answer: Answers[R['op']]) => void,
    reject: (error: EngineFailure | EngineBusy) => void,
  ): void {
    if (this.#failure) {
      reject(this.#failure);
    } else if (this.#closed) {
      reject(new EngineFailure('The storage is closed.'));
    } else if (this.#tooMuch) {
      reject(new EngineBusy('Too much is waiting for the storage.', RETRY_AFTER));
    } else {
      let last = this.#queue.at(-1);
      if (!last || last.full) {
        last = new Pending();
        this.#queue.push(last);
      }
      // A request's answer is of its own kind: the codec sees to that.
      last.add(request, settle as (answer: Answers[Request['op']]) => void, reject);
      if (!this.#running) this.#next();
    }
  }

  /** Resolves when something could be written, and taken away again; rejects when not. */
  async probe(): Promise<void> {
    const keep = (bytes: number) =>
      new Promise((resolve, reject) => this.ask({ op: 'probe', bytes }, resolve, reject));
    await keep(PROBE_BYTES);
    await keep(0);
  }

  /** Ends the thread when everything asked before is committed, or nothing more can be. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#running) {
      await new Promise<void>((idle) => {
        this.#idle = idle;
      });
    }
    if (this.#failure) {
      await this.#worker.terminate();
      return;
    }
    const exited = new Promise<void>((exit) => this.#worker.once('exit', () => exit()));
    this.#worker.postMessage('close');
    await exited;
  }

  /** Ends the thread at once; what is pending is rejected. */
  async kill(): Promise<void> {
    await this.#worker.terminate();
  }

  get #tooMuch(): boolean {
    let count = 0;
    let bytes = 0;
    for (const pending of this.#queue) {
      count += pending.count;
      bytes += pending.bytes;
    }
    return count >= MOST_WAITING || bytes >= MOST_BYTES_WAITING;
  }

  #next(): void {
    this.#running = this.#queue.shift();
    if (this.#running) {
      const batch = this.#running.take();
      this.#worker.postMessage(batch, [batch.buffer]);
    } else {
      this.#idle?.();
    }
  }

  #finish(reply: BatchReply): void {
    if ('reason' in reply) {
      this.#fail(reply.reason);
    } else {
      this.#running?.settle(reply);
      this.#next();
    }
  }

  #fail(reason: string): void {
    if (this.#failure) return;
    const failure = new EngineFailure(`Storage failed: ${reason}`);
    this.#failure = failure;
    const lost = [...(this.#running ? [this.#running] : []), ...this.#queue];
    this.#running = undefined;
    this.#queue = [];
    this.onFailure(failure);
    for (const pending of lost) pending.reject(failure);
    this.#idle?.();
  }
}
