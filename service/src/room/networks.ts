/**
 * Which network each seat of a room is of, as far as known: the one it was taken from, or was first
 * used from since the room was opened. It holds no more than there are seats.
 */
export class Networks {
  readonly #ofSeats = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** How many seats are of this network, those included that are about to be. */
  seatsOf(network: string): number {
    return this.#counts.get(network) ?? 0;
  }

  /** Notes where a seat is from. It stays with the first: else two networks could swap seats for ever. */
  note(seat: string, network: string): void {
    if (this.#ofSeats.has(seat)) return;
    this.#ofSeats.set(seat, network);
    this.#counts.set(network, this.seatsOf(network) + 1);
  }

  /** The seat has ended, or never came about. */
  forget(seat: string): void {
    const network = this.#ofSeats.get(seat);
    if (network === undefined) return;
    this.#ofSeats.delete(seat);
    const count = this.seatsOf(network) - 1;
    if (count > 0) this.#counts.set(network, count);
    else this.#counts.delete(network);
  }
}
