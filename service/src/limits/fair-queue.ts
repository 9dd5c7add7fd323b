import { Cycle } from './cycle.js';

/**
 * Those who wait, by network and by seat: networks take turns, and within each its seats. Of one seat
 * it is first come, first served. It is bounded for each seat and in all.
 */
export class FairQueue<T> {
  readonly #mostOfSeat: number;
  readonly #most: number;
  readonly #networks = new Cycle<Cycle<T[]>>();
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
    const seats = this.#networks.get(network) ?? new Cycle<T[]>();
    const waiting = seats.get(seat) ?? [];
    if (waiting.length >= this.#mostOfSeat) return 'full for the seat';
    waiting.push(one);
    seats.set(seat, waiting);
    this.#networks.set(network, seats);
    this.#size += 1;
    return 'added';
  }

  /** Takes out the one whose turn it is. */
  next(): T | undefined {
    const [network, seats] = this.#networks.next() ?? [];
    const [seat, waiting] = seats?.next() ?? [];
    if (network === undefined || seat === undefined || !waiting) return undefined;
    const one = waiting.shift();
    if (waiting.length === 0) seats?.delete(seat);
    if (seats?.size === 0) this.#networks.delete(network);
    this.#size -= 1;
    return one;
  }
}
