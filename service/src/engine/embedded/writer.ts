import { Worker } from 'node:worker_threads';
import { EngineFailure } from '../engine.js';
import type { Answers, Batch, BatchReply, Request, StoreOptions } from './request.js';

interface Pending {
  readonly request: Request;
  readonly settle: (answer: unknown) => void;
  readonly reject: (error: EngineFailure) => void;
}

/** How much has to be writable before a failed storage counts as well again, bytes. */
const PROBE_BYTES = 1_048_576;

/** Most requests in one commit: a bound on how long the ones behind it wait. */
const BATCH_LIMIT = 1_000;

/**
 * Group commit: whatever was asked while the last batch was being committed is the next batch. So
 * a busy service pays one commit for many changes, and a quiet one waits for nobody.
 */
export class Writer {
  /** Told once, before pending requests are rejected. */
  onFailure: (error: EngineFailure) => void = () => {};
  readonly #worker: Worker;
  #queue: Pending[] = [];
  #running: Pending[] = [];
  #failure: EngineFailure | undefined;
  #closed = false;
  #idle: (() => void) | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (reply: BatchReply) => this.#finish(reply));
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
        opened.ok ? resolve() : reject(new Error(opened.reason)),
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
    reject: (error: EngineFailure) => void,
  ): void {
    if (this.#failure) {
      reject(this.#failure);
    } else if (this.#closed) {
      reject(new EngineFailure('The storage is closed.'));
    } else {
      this.#queue.push({ request, settle: settle as (answer: unknown) => void, reject });
      if (this.#running.length === 0) this.#next();
    }
  }

  /** Resolves when something could be written, and taken away again; rejects when not. */
  async probe(): Promise<void> {
    const keep = (bytes: number) =>
      new Promise((resolve, reject) => this.ask({ op: 'probe', bytes }, resolve, reject));
    await keep(PROBE_BYTES);
    await keep(0);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#running.length > 0) {
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

  #next(): void {
    this.#running = this.#queue.splice(0, BATCH_LIMIT);
    if (this.#running.length === 0) {
      this.#idle?.();
    } else {
      const batch: Batch = this.#running.map(({ request }) => request);
      this.#worker.postMessage(batch);
    }
  }

  #finish(reply: BatchReply): void {
    if (!reply.ok) {
      this.#fail(reply.reason);
      return;
    }
    const done = this.#running;
    done.forEach(({ settle }, i) => {
      settle(reply.answers[i]);
    });
    this.#next();
  }

  #fail(reason: string): void {
    if (this.#failure) return;
    const failure = new EngineFailure(`Storage failed: ${reason}`);
    this.#failure = failure;
    const lost = [...this.#running, ...this.#queue];
    this.#running = [];
    this.#queue = [];
    this.onFailure(failure);
    for (const { reject } of lost) reject(failure);
    this.#idle?.();
  }
}
