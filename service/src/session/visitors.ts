import { Buckets, type Rate } from '../limits/bucket.js';
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
      network: subject,
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
      guess: () => spend(this.#guesses, 'wrong codes, passwords or tokens'),
      refundGuess: () => this.#guesses.of(subject, this.#now()).refund(),
      refundSeat: () => this.#joins.of(subject, this.#now()).refund(),
      takeSeat: () => spend(this.#joins, 'joins from your address'),
      createRoom: () => spend(this.#rooms, 'rooms created from your address'),
      refundRoom: () => this.#rooms.of(subject, this.#now()).refund(),
    };
  }
}

/**
 * Whom an address stands for: an IPv4 address for itself, also when it comes mapped into IPv6 in
 * whatever spelling; an IPv6 address for its /64, since one host has all of that to choose from.
 */
export function network(address: string): string {
  if (!address.includes(':')) return address;
  const groups = ipv6Groups(address);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) {
    const [high = 0, low = 0] = groups.slice(6);
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  return groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':');
}

/** The eight groups of an IPv6 address, with `::` and a dotted end written out. */
function ipv6Groups(address: string): number[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const [a = 0, b = 0, c = 0, d = 0] = dotted?.slice(1).map(Number) ?? [];
  const hex = (high: number, low: number) => ((high << 8) | low).toString(16);
  const plain = dotted ? address.replace(dotted[0], `${hex(a, b)}:${hex(c, d)}`) : address;
  const [left = '', right] = plain.split('::');
  const parse = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  if (right === undefined) return parse(left);
  const [before, after] = [parse(left), parse(right)];
  const zeros = Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0);
  return [...before, ...zeros, ...after];
}
