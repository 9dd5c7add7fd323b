import type { Network } from './networks.js';

/** Counts what addresses have at a time, and the networks around them. */
export class Tally {
  readonly #most: number;
  readonly #cap: number;
  readonly #counts = new Map<string, number>();

  /**
   * @param most what one address may have.
   * @param cap what the widest network may have, however many addresses are in it.
   */
  constructor(most: number, cap = Number.POSITIVE_INFINITY) {
    this.#most = most;
    this.#cap = cap;
  }

  /** Whether one more is too many for any of these. */
  isFull(networks: readonly Network[]): boolean {
    return networks.some(
      ({ name, share }) => (this.#counts.get(name) ?? 0) >= Math.min(this.#most * share, this.#cap),
    );
  }

  /** Counts one more. @returns how to count it off again, or undefined when that is too many. */
  enter(networks: readonly Network[]): (() => void) | undefined {
    return this.isFull(networks) ? undefined : this.add(networks);
  }

  /** Counts one more, too many or not. @returns how to count it off again. */
  add(networks: readonly Network[]): () => void {
    for (const { name } of networks) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      for (const { name } of networks) this.#leave(name);
    };
  }

  /** How many networks it knows of. */
  get size(): number {
    return this.#counts.size;
  }

  #leave(network: string): void {
    const left = (this.#counts.get(network) ?? 1) - 1;
    if (left > 0) this.#counts.set(network, left);
    else this.#counts.delete(network);
  }
}
