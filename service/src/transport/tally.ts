import { networksOf } from '../limits/networks.js';

/** Counts what addresses have at a time, and the networks around them. */
export class Tally {
  readonly #most: number;
  readonly #counts = new Map<string, number>();

  /** @param most what one address may have. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Counts one more. @returns how to count it off again, or undefined when that is too many. */
  enter(address: string): (() => void) | undefined {
    const networks = networksOf(address);
    const isFull = networks.some(
      ({ name, share }) => (this.#counts.get(name) ?? 0) >= share * this.#most,
    );
    if (isFull) return undefined;
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
