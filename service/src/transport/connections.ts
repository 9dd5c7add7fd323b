import { AddressBuckets } from '../limits/address-buckets.js';
import { Bucket, type Rate } from '../limits/bucket.js';
import { type Network, networksOf } from '../limits/networks.js';
import { Tally } from '../limits/tally.js';
import { refuse } from '../room/refusal.js';
import { Unjoined } from './unjoined.js';

/** When to come back to a service that has no place left, ms. */
const COME_AGAIN = 5_000;

export interface ConnectionRules {
  /** WebSocket connections of an address. */
  readonly perAddress: number;
  /** Those in the service that have not joined a room yet. */
  readonly unjoined: number;
  /** New WebSocket connections of an address, and of all together. */
  readonly upgrades: Rate;
  readonly allUpgrades: Rate;
  /** New TCP connections of an address. */
  readonly connects: Rate;
}

/** A connection's place among those that are open. */
export interface Place {
  /** @param evict ends the connection, should its place be needed before it has joined a room. */
  onEvict(evict: () => void): void;
  /** The connection has joined a room. */
  joined(): void;
  /** The connection is over. */
  leave(): void;
}

/** Why an upgrade is refused, for the figures. */
export const UPGRADE_REFUSALS = [
  'address_connections',
  'address_rate',
  'service_rate',
  'evicted',
  'connect_rate',
] as const;

export type UpgradeRefusal = (typeof UPGRADE_REFUSALS)[number];

export interface ConnectionsContext {
  readonly rules: ConnectionRules;
  /** ms. */
  readonly now: () => number;
  onRefusal(reason: UpgradeRefusal): void;
}

/** Which connections may come in: so many at a time, and so many a second. */
export class Connections {
  readonly #context: ConnectionsContext;
  readonly #tally: Tally;
  readonly #upgrades: AddressBuckets;
  readonly #allUpgrades: Bucket;
  readonly #connects: AddressBuckets;
  readonly #unjoined = new Unjoined();

  constructor(context: ConnectionsContext) {
    const { rules, now } = context;
    this.#context = context;
    this.#tally = new Tally(rules.perAddress);
    this.#upgrades = new AddressBuckets(rules.upgrades);
    this.#allUpgrades = new Bucket(rules.allUpgrades, now());
    this.#connects = new AddressBuckets(rules.connects);
  }

  /** How many have not joined a room yet. */
  get unjoined(): number {
    return this.#unjoined.size;
  }

  /** Whether a TCP connection from this address may stay. */
  mayConnect(peer: string): boolean {
    const isIn = this.#connects.take(networksOf(peer), this.#context.now()) === 0;
    if (!isIn) this.#context.onRefusal('connect_rate');
    return isIn;
  }

  /**
   * Takes a place for a WebSocket connection.
   * @throws Refusal `rate_limited` for the address's sake, `unavailable` for the service's.
   */
  enter(address: string): Place {
    const { rules, now: clock } = this.#context;
    const now = clock();
    const networks = networksOf(address);
    // What costs nothing to find out comes before what is charged.
    if (this.#tally.isFull(networks)) {
      const refusal = refuse.tooMany('connections open from your address', COME_AGAIN);
      throw this.#refused('address_connections', refusal);
    }
    const wait = this.#upgrades.take(networks, now);
    if (wait > 0) {
      throw this.#refused('address_rate', refuse.tooMany('connections from your address', wait));
    }
    const waitForAll = this.#allUpgrades.take(now);
    if (waitForAll > 0) {
      this.#upgrades.refund(networks);
      throw this.#refused('service_rate', refuse.busy(waitForAll));
    }
    if (this.#unjoined.size >= rules.unjoined) {
      this.#context.onRefusal('evicted');
      this.#unjoined.makeRoom();
    }
    return this.#place(networks);
  }

  #place(networks: readonly Network[]): Place {
    const leave = this.#tally.add(networks);
    let send = () => {};
    const joined = this.#unjoined.add(networks.at(-1)?.name ?? '', () => {
      joined();
      send();
    });
    return {
      joined,
      leave: () => {
        joined();
        leave();
      },
      onEvict: (evict) => {
        send = evict;
      },
    };
  }

  #refused<R>(reason: UpgradeRefusal, refusal: R): R {
    this.#context.onRefusal(reason);
    return refusal;
  }
}
