import { Buckets, type Rate } from '../room/bucket.js';
import { type Refusal, refuse } from '../room/refusal.js';
import type { Visitor } from '../room/visitor.js';

/** What one address may do. */
export interface VisitorRates {
  readonly joins: Rate;
  readonly guesses: Rate;
  readonly rooms: Rate;
}

/** Knows visitors by their address, and what each has left. */
export class Visitors {
  readonly #now: () => number;
  readonly #joins: Buckets;
  readonly #guesses: Buckets;
  readonly #rooms: Buckets;

  /** @param now ms. */
  constructor(rates: VisitorRates, now: () => number) {
    this.#now = now;
    this.#joins = new Buckets(rates.joins);
    this.#guesses = new Buckets(rates.guesses);
    this.#rooms = new Buckets(rates.rooms);
  }

  /** @param address an IP address as text. */
  at(address: string): Visitor {
    const subject = network(address);
    const spend = (buckets: Buckets, what: string) => {
      const now = this.#now();
      const wait = buckets.of(subject, now).take(now);
      if (wait > 0) throw refuse.tooMany(what, wait);
    };
    return {
      guard: () => {
        const now = this.#now();
        const wait = this.#guesses.of(subject, now).wait(now);
        if (wait > 0) throw refuse.tooMany('wrong codes, passwords or tokens', wait);
      },
      wrong: (refusal: Refusal) => {
        const now = this.#now();
        const wait = this.#guesses.of(subject, now).take(now);
        return wait > 0 ? refuse.tooMany('wrong codes, passwords or tokens', wait) : refusal;
      },
      takeSeat: () => spend(this.#joins, 'joins from your address'),
      createRoom: () => spend(this.#rooms, 'rooms created from your address'),
      refundRoom: () => this.#rooms.of(subject, this.#now()).refund(),
    };
  }
}

/**
 * Whom an address stands for: an IPv4 address for itself, an IPv6 address for its /64, since one
 * host has all of that to choose from.
 */
export function network(address: string): string {
  const mapped = /^(?:::ffff:|0{4}(?::0{4}){4}:ffff:)(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(':')) return address;
  const [left = '', right = ''] = address.split('::');
  const groups = left === '' ? [] : left.split(':');
  const tail = right === '' ? [] : right.split(':');
  const zeros = address.includes('::') ? 8 - groups.length - tail.length : 0;
  const all = [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...tail];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
