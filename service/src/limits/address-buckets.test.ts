import { describe, expect, it } from 'vitest';
import { AddressBuckets } from './address-buckets.js';
import { networksOf } from './networks.js';

const RATE = { burst: 2, refill: 2, per: 1_000 };

/** How many of these addresses' requests go through, one each. */
function through(addresses: readonly string[]): number {
  const buckets = new AddressBuckets(RATE);
  return addresses.filter((address) => buckets.take(networksOf(address), 0) === 0).length;
}

const addresses = (count: number, at: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => at(n));

describe('buckets by address', () => {
  it('count an IPv4 address by itself', () => {
    expect(through(addresses(100, (n) => `192.0.2.${n}`))).toBe(100);
    expect(through(addresses(100, () => '192.0.2.1'))).toBe(2);
  });

  it('count the hosts of a /64 as one', () => {
    expect(through(addresses(1_000, (n) => `2001:db8::${n.toString(16)}`))).toBe(2);
  });

  it('give a /56 four times as much, and a /48 sixteen times', () => {
    expect(through(addresses(256, (n) => `2001:db8:0:${n.toString(16)}::1`))).toBe(8);
    expect(through(addresses(10_000, (n) => `2001:db8:0:${n.toString(16)}::1`))).toBe(32);
  });

  it('take nothing of one network when another has none left', () => {
    const buckets = new AddressBuckets(RATE);
    for (let n = 0; n < 4; n++) {
      for (let i = 0; i < 2; i++) buckets.take(networksOf(`2001:db8:0:${n}::1`), 0);
    }
    const fresh = networksOf('2001:db8:0:9::1');
    for (let i = 0; i < 9; i++) expect(buckets.take(fresh, 0)).toBe(125);
    expect([buckets.take(fresh, 250), buckets.take(fresh, 250)]).toEqual([0, 0]);
  });
});
