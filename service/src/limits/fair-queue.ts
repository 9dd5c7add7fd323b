/**
 * Who waits, by network and by seat: networks take turns, and within each its seats. Of one seat it
 * is first come, first served. It is bounded for each seat and in all.
 */
export class FairQueue<T> {
  readonly #mostOfSeat: number;
  readonly #most: number;
  /** In the order of their turns, as maps keep it: who had one is put in anew. */
  readonly #networks = new Map<string, Map<string, T[]>>();
  #size = 0;

  constructor(mostOfSeat: number, most: number) {
    this.#mostOfSeat = mostOfSeat;
    this.#most = most;
  }

  get size(): number {
    return this.#size;
  }

  /** Puts one in, if there is room for it. */
  add(network: string, seat: string, one: T): 'added' | 'full for the seat' | 'full' {
    if (this.#size >= this.#most) return 'full';
    const seats = this.#networks.get(network) ?? new Map<string, T[]>();
    const waiting = seats.get(seat) ?? [];
    if (waiting.length >= this.#mostOfSeat) return 'full for the seat';
    waiting.push(one);
    this.#networks.set(network, seats.set(seat, waiting));
    this.#size += 1;
    return 'added';
  }

  /** Takes out whose turn it is. */
  next(): T | undefined {
    const [network] = this.#networks;
    if (!network) return undefined;
    const [name, seats] = network;
    const [entry] = seats;
    if (!entry) return undefined;
    const [seat, waiting] = entry;
    const one = waiting.shift();
    seats.delete(seat);
    if (waiting.length > 0) seats.set(seat, waiting);
    this.#networks.delete(name);
    if (seats.size > 0) this.#networks.set(name, seats);
    this.#size -= 1;
    return one;
  }
}
