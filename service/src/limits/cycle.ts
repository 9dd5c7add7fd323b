/**
 * Values by key that are gone through one after another, round and round; new ones come last. A map's
 * own first entry would not do: to find it, a map walks past all that was deleted before it.
 */
export class Cycle<Value> {
  readonly #values: Map<string, Value>;
  #round: Iterator<[string, Value], undefined>;

  constructor(...entries: readonly [string, Value][]) {
    this.#values = new Map(entries);
    this.#round = this.#values.entries();
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    this.#values.set(key, value);
  }

  keys(): Iterable<string> {
    return this.#values.keys();
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  /** The next one; undefined when there is none at all. */
  next(): [key: string, value: Value] | undefined {
    const { value, done } = this.#round.next();
    if (!done) return value;
    this.#round = this.#values.entries();
    return this.#round.next().value;
  }
}
