import { networksOf } from '../limits/network.js';

/** How many times what an address may have its wider networks may have: /64, /56, /48 of IPv6. */
const WIDER = [1, 4, 16];

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
      (network, i) => (this.#counts.get(network) ?? 0) >= this.#most * (WIDER[i] ?? 1),
    );
    if (isFull) return undefined;
    for (const network of networks) {
      this.#counts.set(network, (this.#counts.get(network) ?? 0) + 1);
    }
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      for (const network of networks) this.#leave(network);
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
