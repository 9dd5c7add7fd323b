/** What compaction needs of the store. */
export interface Compactable {
  /** Goes a step on with what deletions and erasures left to be done. @returns whether there is more. */
  finish(): boolean;
  /** Gives up to so many free pages back to the filesystem. @returns whether there are more. */
  giveBack(pages: number): boolean;
  /**
   * Zeroes what deleted rows left behind in one stretch of the file. @returns whether there are more;
   * undefined when it can't be done just now, because others read the file.
   */
  wipe(stretch: number): boolean | undefined;
}

/** Time, as compaction sees it. */
export interface CompactionClock {
  /** Steady, ms. */
  now(): number;
  /** Runs `work` once after `ms`; returns how to call it off. */
  after(ms: number, work: () => void): () => void;
}

const HOUR = 3_600_000;
const DAY = 86_400_000;
/** How long after an erasure, so that several make one compaction, ms. */
const SOON = 500;
/** How long to wait for others to be done reading, ms. */
const READERS = 1_000;
/** Free pages given back in one step. */
const PAGES = 256;
/** Share of the time: a step is followed by so many times its length for the service. */
const REST_OF_STEP = 4;
/** And a whole compaction for an erasure, by so many times what it took. */
const REST_OF_ALL = 50;

type State =
  | { readonly name: 'resting'; readonly until: number; readonly cancel: () => void }
  | { readonly name: 'finishing'; readonly worked: number }
  | { readonly name: 'giving back'; readonly worked: number }
  | { readonly name: 'wiping'; readonly stretch: number; readonly worked: number };

/**
 * Makes deleted mean gone [W15]: at the start, within a day of the last time, and soon after
 * something was erased, a step at a time between batches, so that nobody waits long.
 */
export class Compaction {
  readonly #store: Compactable;
  readonly #clock: CompactionClock;
  readonly #failed: (error: unknown) => void;
  #state: State = { name: 'finishing', worked: 0 };
  #erased = false;
  /** When it may start again for an erasure, ms of the clock. */
  #rested = 0;

  /** @param failed told when a step could not be done: there is none for an hour, whatever is erased. */
  constructor(store: Compactable, clock: CompactionClock, failed: (error: unknown) => void) {
    this.#store = store;
    this.#clock = clock;
    this.#failed = failed;
  }

  /** Compacts for up to `budget` ms at once, and goes on in steps. */
  start(budget: number): void {
    const end = this.#clock.now() + budget;
    let wait = 0;
    try {
      while (wait < READERS && this.#state.name !== 'resting' && this.#clock.now() < end) {
        wait = this.#step();
      }
    } catch {
      // It will be tried once more, and told of then: nobody listens before the store is open.
    }
    if (this.#state.name !== 'resting') this.#goOn(wait);
  }

  /** Something was erased: its traces are to go soon. */
  erased(): void {
    // One that has begun may have passed where the traces are: there will be another.
    if (this.#state.name === 'resting') this.#restUntil(this.#soon);
    else this.#erased = true;
  }

  get #soon(): number {
    return Math.max(this.#clock.now() + SOON, this.#rested);
  }

  #begin(): void {
    this.#erased = false;
    this.#state = { name: 'finishing', worked: 0 };
    this.#goOn(0);
  }

  #goOn(wait: number): void {
    this.#clock.after(wait, () => {
      try {
        const next = this.#step();
        if (this.#state.name !== 'resting') this.#goOn(next);
      } catch (error) {
        this.#rested = this.#clock.now() + HOUR;
        this.#restUntil(this.#rested);
        this.#failed(error);
      }
    });
  }

  /** @returns how long to wait before the next, ms. */
  #step(): number {
    const state = this.#state;
    if (state.name === 'resting') return 0;
    const start = this.#clock.now();
    const more = this.#work(state);
    const took = this.#clock.now() - start;
    const worked = state.worked + took;
    if (more === undefined) return READERS;
    if (state.name === 'finishing') {
      this.#state = { name: more ? 'finishing' : 'giving back', worked };
    } else if (state.name === 'giving back') {
      this.#state = more ? { ...state, worked } : { name: 'wiping', stretch: 0, worked };
    } else if (more) {
      this.#state = { name: 'wiping', stretch: state.stretch + 1, worked };
    } else {
      this.#rested = this.#clock.now() + REST_OF_ALL * worked;
      this.#restUntil(this.#erased ? this.#soon : this.#clock.now() + DAY);
    }
    return REST_OF_STEP * took;
  }

  /** @returns whether there is more of its kind; undefined when it can't be done just now. */
  #work(state: Exclude<State, { name: 'resting' }>): boolean | undefined {
    switch (state.name) {
      case 'finishing':
        return this.#store.finish();
      case 'giving back':
        return this.#store.giveBack(PAGES);
      case 'wiping':
        return this.#store.wipe(state.stretch);
    }
  }

  #restUntil(time: number): void {
    if (this.#state.name === 'resting') {
      if (this.#state.until <= time) return;
      this.#state.cancel();
    }
    const cancel = this.#clock.after(time - this.#clock.now(), () => this.#begin());
    this.#state = { name: 'resting', until: time, cancel };
  }
}
