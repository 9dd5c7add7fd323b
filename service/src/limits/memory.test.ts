import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { AddressBuckets } from './address-buckets.js';
import type { Rate } from './bucket.js';
import { Charges } from './charges.js';
import { networksOf } from './networks.js';
import { Paced } from './pace.js';
import { SeatBuckets } from './seat-buckets.js';

/** `npm run abuse` tries a million. A fifth is more than any limit remembers, too. */
const ADDRESSES = Number(process.env.ABUSE_ADDRESSES ?? 200_000);
const HOUR = 3_600_000;
const MOST = 50_000;

/** The time at which the nth of them comes, ms. */
const at = (n: number) => (n * HOUR) / ADDRESSES;

/** IPv4 addresses, and as many IPv6 ones, no two in one /48. */
const four = (n: number) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
const six = (n: number) => `2001:${(n >> 16).toString(16)}:${(n & 65_535).toString(16)}::1`;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Megabytes of heap that `work` leaves behind. */
function growth(work: () => unknown): number {
  const used = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  const before = used();
  const kept = work();
  const after = used();
  // Still there until now, so that it was measured.
  return kept === undefined ? 0 : after - before;
}

/** What all the addresses make of an address's limit: most entries, and MB of heap. */
function crowd(rate: Rate, write: (n: number) => string) {
  const buckets = new AddressBuckets(rate);
  let most = 0;
  const grown = growth(() => {
    for (let n = 0; n < ADDRESSES; n++) {
      buckets.take(networksOf(write(n)), at(n));
      if (n % 1_000 === 0) most = Math.max(most, buckets.size);
    }
    return buckets;
  });
  return { most, grown };
}

describe('very many addresses in an hour leave', { timeout: 120_000 }, () => {
  it.each([
    ['joins', { burst: 60, refill: 60, per: 60_000 }],
    ['rooms created', { burst: 30, refill: 30, per: HOUR }],
    ['unreadable frames', { burst: 100, refill: 100, per: 60_000 }],
    ['reads over HTTP', { burst: 300, refill: 50, per: 1_000 }],
    ['a limit that fills once a day', { burst: 10, refill: 10, per: 24 * HOUR }],
  ])('a bounded number of entries by address: %s', (_what, rate) => {
    const { most, grown } = crowd(rate, four);
    expect(most).toBeLessThanOrEqual(MOST);
    expect(grown).toBeLessThan(30);
  });

  it('a bounded number of entries by network of IPv6: three for each address', () => {
    const { most, grown } = crowd({ burst: 10, refill: 10, per: 24 * HOUR }, six);
    expect(most).toBe(3 * MOST);
    expect(grown).toBeLessThan(60);
  });

  it('an address in use without its tokens, however many come and go', () => {
    const rate = { burst: 10, refill: 10, per: 24 * HOUR };
    const buckets = new AddressBuckets(rate);
    const used = networksOf('192.0.2.1');
    for (let n = 0; n < 10; n++) buckets.take(used, 0);
    for (let n = 0; n < ADDRESSES; n++) buckets.take(networksOf(four(n)), at(n) / 4);
    expect(buckets.take(used, HOUR / 4)).toBeGreaterThan(0);
  });

  it('a bounded number of guesses, however each ends', () => {
    let now = 0;
    const charges = new Charges({ rate: { burst: 10, refill: 10, per: 60_000 }, now: () => now });
    let most = 0;
    const grown = growth(() => {
      for (let n = 0; n < ADDRESSES; n++) {
        now = at(n);
        const charge = charges.take(four(n));
        if (n % 3 === 0) charge?.refund();
        else charge?.spend();
        if (n % 1_000 === 0) most = Math.max(most, charges.size);
      }
      return charges;
    });
    expect(most).toBeLessThanOrEqual(MOST);
    expect(grown).toBeLessThan(30);
  });

  it('a bounded number of seats, also of those that never end', () => {
    let now = 0;
    const rates = { renames: { burst: 5, refill: 1, per: HOUR } };
    const buckets = new SeatBuckets(rates, () => now);
    let most = 0;
    const grown = growth(() => {
      for (let n = 0; n < ADDRESSES; n++) {
        now = at(n);
        buckets.take('renames', `seat ${n}`);
        if (n % 1_000 === 0) most = Math.max(most, buckets.size);
      }
      return buckets;
    });
    expect(most).toBe(MOST);
    expect(grown).toBeLessThan(30);
  });

  it('a bounded queue, and nothing of those who have left it', async () => {
    const later: (() => void)[] = [];
    const pace = new Paced({ atOnce: 1, later: (work) => later.push(work) });
    let gone = false;
    let served = 0;
    let refused = 0;
    let most = 0;
    for (let n = 0; n < ADDRESSES; n++) {
      const kind = n % 2 === 0 ? 'join' : 'page';
      const place = { kind, network: four(n), seat: `${n}`, isGone: () => gone } as const;
      pace
        .turn(place, async () => {})
        .then(
          () => {
            served += 1;
          },
          () => {
            refused += 1;
          },
        );
      most = Math.max(most, pace.size);
      if (n % 10_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(most).toBe(20_000);
    gone = true;
    for (const work of later.splice(0)) work();
    await new Promise((resolve) => setImmediate(resolve));
    expect(pace.size).toBe(0);
    expect(served + refused).toBe(ADDRESSES);
  });
});
