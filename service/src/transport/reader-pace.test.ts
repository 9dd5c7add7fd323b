import { expect, it } from 'vitest';
import { ReaderPace } from './reader-pace.js';

const rule = { bytesPerSecond: 100, over: 10_000 };

it('[W11] a reader that takes less than its pace over a stretch of waiting is too slow', () => {
  const pace = new ReaderPace(rule);
  pace.take(999);
  expect(pace.wait(9_999)).toBe(true);
  expect(pace.wait(1)).toBe(false);
});

it('[W11] a reader at its pace goes on, stretch after stretch', () => {
  const pace = new ReaderPace(rule);
  for (let n = 0; n < 100; n++) {
    pace.take(1_000);
    expect(pace.wait(10_000)).toBe(true);
  }
});

it('[W11] megabytes taken at first do not stand for silence after', () => {
  const pace = new ReaderPace(rule);
  pace.take(10_000_000);
  expect(pace.wait(10_000)).toBe(true);
  expect(pace.wait(10_000)).toBe(false);
});

it('a reader for whom the service never waits is fast enough', () => {
  const pace = new ReaderPace(rule);
  for (let n = 0; n < 1_000; n++) pace.take(0);
  expect(pace.wait(0)).toBe(true);
});
