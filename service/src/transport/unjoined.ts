/**
 * Connections that have not joined a room yet, by network. When there are too many, the one that has
 * waited longest of the network that has most makes room for the newest: whoever holds many open
 * without joining sends away their own.
 */
export class Unjoined {
  readonly #networks = new Map<string, Set<() => void>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @param evict ends the connection. @returns how to count it off again. */
  add(network: string, evict: () => void): () => void {
    const own = () => evict();
    const waiting = this.#networks.get(network) ?? new Set();
    this.#networks.set(network, waiting.add(own));
    this.#size += 1;
    return () => {
      if (!waiting.delete(own)) return;
      this.#size -= 1;
      if (waiting.size === 0) this.#networks.delete(network);
    };
  }

  /** Ends one of the network that has most. */
  makeRoom(): void {
    let most: ReadonlySet<() => void> = new Set();
    for (const waiting of this.#networks.values()) if (waiting.size > most.size) most = waiting;
    const [oldest] = most;
    oldest?.();
  }
}
