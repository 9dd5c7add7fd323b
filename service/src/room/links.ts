import type { Link } from './audience.js';

/** The connections in a room on this node, each with the seat it holds. */
export class Links {
  readonly #seats = new Map<Link, string>();
  readonly #links = new Map<string, Set<Link>>();

  get size(): number {
    return this.#seats.size;
  }

  /** The seat that a connection holds. */
  seatOf(link: Link): string | undefined {
    return this.#seats.get(link);
  }

  /** The connections of a seat: its tabs. A copy, so that they may go while it is walked. */
  of(seat: string): Link[] {
    return [...(this.#links.get(seat) ?? [])];
  }

  /** All connections, copied likewise. */
  all(): Link[] {
    return [...this.#seats.keys()];
  }

  /** Gives a connection a seat, in place of the one it had. */
  put(link: Link, seat: string): void {
    this.delete(link);
    this.#seats.set(link, seat);
    const links = this.#links.get(seat);
    if (links) links.add(link);
    else this.#links.set(seat, new Set([link]));
  }

  delete(link: Link): void {
    const seat = this.#seats.get(link);
    if (seat === undefined) return;
    this.#seats.delete(link);
    const links = this.#links.get(seat);
    links?.delete(link);
    if (links?.size === 0) this.#links.delete(seat);
  }

  clear(): void {
    this.#seats.clear();
    this.#links.clear();
  }
}
