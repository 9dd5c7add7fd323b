import { describe, expect, it } from 'vitest';
import { Buckets } from './buckets.js';

const RATE = { burst: 2, refill: 2, per: 1_000 };

describe('buckets by key', () => {
  it('give each key a burst, then refill evenly and say how long that takes', () => {
    const buckets = new Buckets(RATE);
    const take = (now: number) => buckets.take('a', now);
    expect([take(0), take(0), take(0), buckets.take('b', 0)]).toEqual([0, 0, 500, 0]);
    expect([take(499), take(500), take(500)]).toEqual([1, 0, 500]);
    expect([take(100_000), take(100_000), take(100_000)]).toEqual([0, 0, 500]);
  });

  it('are not drained by a clock set back', () => {
    const buckets = new Buckets(RATE);
    buckets.take('a', 10_000);
    expect([buckets.take('a', 0), buckets.take('a', 0), buckets.take('a', 500)]).toEqual([
      0, 500, 0,
    ]);
  });

  it('take a refund up to the burst', () => {
    const buckets = new Buckets(RATE);
    buckets.take('a', 0);
    buckets.refund('a');
    buckets.refund('a');
    const take = () => buckets.take('a', 0);
    expect([take(), take(), take()]).toEqual([0, 0, 500]);
  });

  it('forget a key whose bucket is full again', () => {
    const buckets = new Buckets(RATE);
    buckets.take('a', 0);
    buckets.take('b', 0);
    buckets.take('b', 0);
    buckets.take('c', 750);
    expect(buckets.size).toBe(2);
    buckets.take('c', 1_100);
    expect(buckets.size).toBe(1);
  });

  it('forget the key nearest to full when there are too many, and none that is used up', () => {
    const buckets = new Buckets({ burst: 10, refill: 10, per: 60_000 }, 100);
    for (let n = 0; n < 10; n++) buckets.take('used up', 0);
    for (let n = 0; n < 10_000; n++) buckets.take(`passing ${n}`, n / 10);
    expect(buckets.size).toBe(100);
    expect(buckets.wait('used up', 1_000)).toBe(5_000);
  });
});
