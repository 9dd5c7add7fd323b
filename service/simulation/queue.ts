import { EngineBusy, EngineFailure } from '#service/engine/engine.js';

/** When things happen to the engine. */
export interface Pace {
  /** Wall clock, ms. */
  now(): number;
  after(ms: number, run: () => void): void;
  /** How long the next commit, or the way of its answer back, takes; ms. */
  delay(): number;
}

/**
 * Has something done to the disk in its turn.
 * @param settle told of the result in the order of the jobs, before the promise resolves.
 */
export type Ask = <T>(work: () => Promise<T>, settle?: (result: T) => void) => Promise<T>;

interface Job {
  /** Does it to the disk. @returns what is told of it, when the answer has come back. */
  readonly work: () => Promise<() => void>;
  readonly fail: (error: EngineFailure) => void;
}

/** Most jobs of one commit. */
const BATCH = 20;

/**
 * Group commit: what was asked during a commit is the next batch, in order. What is committed is
 * known here only a while later; in between the service may die.
 */
export class Queue {
  readonly #pace: Pace;
  readonly #limit: number;
  #waiting: Job[] = [];
  /** Being committed, or committed and not answered yet. */
  #running: Job[] = [];
  #isCommitted = false;
  #failure: EngineFailure | undefined;
  readonly #idle: (() => void)[] = [];

  /** @param limit most jobs that may wait. */
  constructor(pace: Pace, limit: number) {
    this.#pace = pace;
    this.#limit = limit;
  }

  get length(): number {
    return this.#waiting.length + this.#running.length;
  }

  readonly ask: Ask = <T>(work: () => Promise<T>, settle?: (result: T) => void) => {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#waiting.length >= this.#limit) {
      return Promise.reject(new EngineBusy('Too much is waiting.', 300));
    }
    return new Promise<T>((resolve, reject) => {
      const done = (result: T) => () => {
        settle?.(result);
        resolve(result);
      };
      const refused = (error: unknown) => () => reject(error);
      this.#waiting.push({ work: () => work().then(done, refused), fail: reject });
      if (this.#running.length === 0) this.#next();
    });
  };

  /** Resolves when nothing waits. */
  idle(): Promise<void> {
    if (this.length === 0) return Promise.resolve();
    return new Promise((idle) => this.#idle.push(idle));
  }

  /**
   * Ends it: so much of the commit that is under way is kept, from its beginning; nothing that was
   * pending is answered but by a failure, and nothing more is taken.
   */
  async fail(kept: number, told: () => void): Promise<void> {
    const failure = new EngineFailure('The engine failed.');
    this.#failure = failure;
    const lost = [...this.#running, ...this.#waiting];
    const written = this.#isCommitted ? [] : this.#running.slice(0, kept);
    this.#running = [];
    this.#waiting = [];
    for (const job of written) await job.work();
    told();
    for (const { fail } of lost) fail(failure);
    for (const idle of this.#idle.splice(0)) idle();
  }

  #next(): void {
    this.#running = this.#waiting.splice(0, BATCH);
    this.#isCommitted = false;
    if (this.#running.length > 0) this.#pace.after(this.#pace.delay(), () => void this.#commit());
    else for (const idle of this.#idle.splice(0)) idle();
  }

  async #commit(): Promise<void> {
    const answers: (() => void)[] = [];
    for (const job of this.#running) answers.push(await job.work());
    this.#isCommitted = true;
    this.#pace.after(this.#pace.delay(), () => {
      if (this.#failure) return;
      for (const answer of answers) answer();
      this.#next();
    });
  }
}
