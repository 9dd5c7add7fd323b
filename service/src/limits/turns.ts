/** Lets work on the same subject take turns, so that a decision sees what the one before it made. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` at once if nobody has the subject, otherwise after all who asked before. */
  take<T>(subject: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(subject);
    const turn = before ? before.then(work, work) : work();
    this.#last.set(subject, turn);
    const done = () => {
      if (this.#last.get(subject) === turn) this.#last.delete(subject);
    };
    turn.then(done, done);
    return turn;
  }

  /** Resolves when those who have the subject or wait for it now are done; undefined: nobody does. */
  settled(subject: string): Promise<unknown> | undefined {
    return this.#last.get(subject)?.catch(() => {});
  }

  get idle(): boolean {
    return this.#last.size === 0;
  }
}
