import { expect, it } from 'vitest';
import { Bucket } from './bucket.js';

const RATE = { burst: 2, refill: 2, per: 1_000 };

it('a bucket gives a burst, then refills evenly and says how long that takes', () => {
  const bucket = new Bucket(RATE, 0);
  expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 500]);
  expect(bucket.take(499)).toBe(1);
  expect(bucket.take(500)).toBe(0);
  expect(bucket.take(100_000)).toBe(0);
  expect(bucket.take(100_000)).toBe(0);
  expect(bucket.take(100_000)).toBe(500);
});

it('a bucket is not drained by a clock set back', () => {
  const bucket = new Bucket(RATE, 10_000);
  bucket.take(10_000);
  expect(bucket.take(0)).toBe(0);
});

it('a bucket takes a refund up to the burst', () => {
  const bucket = new Bucket(RATE, 0);
  bucket.take(0);
  bucket.refund();
  bucket.refund();
  expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 500]);
});
