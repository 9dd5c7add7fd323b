import { type Rate, times } from './bucket.js';
import { Buckets } from './buckets.js';
import { type Network, SHARES } from './networks.js';

/** Token buckets by address: each network that an address is in has one, the wider the larger. */
export class AddressBuckets {
  readonly #byShare: ReadonlyMap<number, Buckets>;

  constructor(rate: Rate, most?: number) {
    const buckets = (share: number) => new Buckets(times(rate, share), most);
    this.#byShare = new Map(SHARES.map((share) => [share, buckets(share)]));
  }

  /** How many networks are known. */
  get size(): number {
    return [...this.#byShare.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Takes a token of each. Returns 0, or the ms until all have one; then nothing was taken. */
  take(networks: readonly Network[], now: number): number {
    const waits = networks.map(({ name, share }) => this.#of(share).wait(name, now));
    const wait = Math.max(...waits);
    if (wait > 0) return wait;
    for (const { name, share } of networks) this.#of(share).take(name, now);
    return 0;
  }

  /** Puts back what turned out not to be owed. */
  refund(networks: readonly Network[]): void {
    for (const { name, share } of networks) this.#of(share).refund(name);
  }

  #of(share: number): Buckets {
    const buckets = this.#byShare.get(share);
    if (!buckets) throw new Error(`no networks have the share ${share}`);
    return buckets;
  }
}
