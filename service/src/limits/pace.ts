/**
 * Lets long work in a little at a time, so that what is short and urgent never waits for much of
 * it: when a crowd comes back at once, its pages must not hold up the next message of those who
 * stayed.
 */
export interface Pace {
  /** Runs `work` when its turn has come, in the order of the calls. `work` MUST NOT take a turn. */
  turn<T>(work: () => Promise<T>): Promise<T>;
}

/** Everything at once. */
export const unpaced: Pace = { turn: (work) => work() };

/** So much at a time, and what follows not before others had their chance. */
export class Paced implements Pace {
  readonly #later: (work: () => void) => void;
  readonly #waiting: (() => void)[] = [];
  #free: number;

  /**
   * @param atOnce how many works may be under way.
   * @param later runs what it is given after everything else that is ready to run, or after a rest.
   */
  constructor(atOnce: number, later: (work: () => void) => void) {
    this.#free = atOnce;
    this.#later = later;
  }

  async turn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      this.#later(() => this.#pass());
    }
  }

  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
