import { type Address, isWithin, parseAddress, type Range, rangeOf } from '../limits/address.js';

/** Which proxies' word about a visitor's address is taken. */
export interface ProxyTrust {
  /** How many of them stand in front of the service. */
  readonly hops: number;
  /** Networks that proxies of one's own are in, as CIDR; with these the hops don't count. */
  readonly networks: readonly string[];
}

/** Whatever can't be read limits as this one address. */
const UNREADABLE = '0.0.0.0';

/** The proxies in front of the service, and the visitor behind them. */
export class Proxies {
  readonly #hops: number;
  readonly #networks: readonly Range[];

  constructor({ hops, networks }: ProxyTrust) {
    this.#hops = hops;
    this.#networks = networks.map(rangeOf);
  }

  /** Whether any proxy is trusted. */
  get trusted(): boolean {
    return this.#hops > 0 || this.#networks.length > 0;
  }

  /** Whether connections from this address are a proxy's, which bears many visitors. */
  trusts(peer: string): boolean {
    if (this.#networks.length === 0) return this.#hops > 0;
    const address = parseAddress(peer);
    return address !== undefined && this.#isOwn(address);
  }

  /**
   * The visitor's address: the rightmost one that no proxy of one's own has. Whatever stands before
   * it is the visitor's own say.
   * @param peer the other end of the connection.
   * @param forwarded the entries of X-Forwarded-For, all lines together.
   */
  visitor(peer: string, forwarded: string): string {
    const entries = forwarded.split(',').flatMap((entry) => entry.trim() || []);
    const chain = [peer, ...entries.reverse()];
    const hop = this.#networks.length > 0 ? this.#firstForeign(chain) : this.#hops;
    return parseAddress(chain[Math.min(hop, chain.length - 1)] ?? peer)?.toString() ?? UNREADABLE;
  }

  #firstForeign(chain: readonly string[]): number {
    const foreign = chain.findIndex((entry) => {
      const address = parseAddress(entry);
      return !address || !this.#isOwn(address);
    });
    return foreign === -1 ? chain.length - 1 : foreign;
  }

  #isOwn(address: Address): boolean {
    return this.#networks.some((range) => isWithin(address, range));
  }
}
