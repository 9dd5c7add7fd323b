import type { Network } from '../limits/networks.js';
import { Tally } from '../limits/tally.js';

/**
 * Which networks each seat of a room is of, as far as known: those it was taken from, or was first
 * used from since the room was opened. It holds no more than there are seats.
 */
export class Networks {
  readonly #tally: Tally;
  readonly #leave = new Map<string, () => void>();

  /** @param most how many seats one address may have. */
  constructor(most: number) {
    this.#tally = new Tally(most);
  }

  /** Whether an address in these has all its seats, those included that are about to be. */
  isFull(networks: readonly Network[]): boolean {
    return this.#tally.isFull(networks);
  }

  /** Notes where a seat is from. It stays with the first: else two networks could swap seats for ever. */
  note(seat: string, networks: readonly Network[]): void {
    if (!this.#leave.has(seat)) this.#leave.set(seat, this.#tally.add(networks));
  }

  /** The seat has ended, or never came about. */
  forget(seat: string): void {
    this.#leave.get(seat)?.();
    this.#leave.delete(seat);
  }
}
