/** Counts frames that can't be read: so many within a span is one too many [W1]. */
export class Strikes {
  readonly #limit: number;
  readonly #span: number;
  #times: number[] = [];

  /** @param span ms. */
  constructor(limit: number, span: number) {
    this.#limit = limit;
    this.#span = span;
  }

  /** Notes one. @returns whether it is the one too many. */
  strike(now: number): boolean {
    this.#times = this.#times.filter((time) => time > now - this.#span);
    this.#times.push(now);
    return this.#times.length >= this.#limit;
  }
}
