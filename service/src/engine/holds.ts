/** Counts the connections of each seat, for an engine that has but one node. */
export class Holds {
  readonly #counts = new Map<string, number>();
  readonly #online: (seat: string, online: boolean) => void;

  /** @param online told when a seat's count leaves or reaches zero. */
  constructor(online: (seat: string, online: boolean) => void) {
    this.#online = online;
  }

  hold(seat: string): void {
    const count = (this.#counts.get(seat) ?? 0) + 1;
    this.#counts.set(seat, count);
    if (count === 1) this.#online(seat, true);
  }

  release(seat: string): void {
    const count = (this.#counts.get(seat) ?? 0) - 1;
    if (count > 0) this.#counts.set(seat, count);
    else if (this.#counts.delete(seat)) this.#online(seat, false);
  }
}
