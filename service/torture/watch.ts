/** Waits for conditions that change as reports come in; nothing is polled. */
export class Watch {
  readonly #waiting = new Set<() => void>();
  #broken: Error | undefined;

  /** Something may have become true. */
  look(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** All that is waited for, now and later, fails. */
  fail(error: Error): void {
    this.#broken ??= error;
    this.look();
  }

  /** @param describe says what is missing when the time is up, ms. */
  until(test: () => boolean, within: number, describe: () => string): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (then: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        then();
      };
      const look = (): void => {
        const broken = this.#broken;
        if (broken) settle(() => reject(broken));
        else if (test()) settle(resolve);
      };
      const late = () => new Error(`Not within ${within / 1_000} s: ${describe()}`);
      const timer = setTimeout(() => settle(() => reject(late())), within);
      this.#waiting.add(look);
      look();
    });
  }
}
