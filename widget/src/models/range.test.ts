import { expect, test } from 'vitest';
import { grow, MAX_ROWS, newer, older, type Range, STEP, tail } from './range.js';

const size = ({ start, end }: Range) => end - start;

test('the tail leaves room for a step of new messages', () => {
  expect(tail(50)).toEqual({ start: 0, end: 50 });
  expect(tail(1_000)).toEqual({ start: 880, end: 1_000 });
});

test('never more than 200 rows, wherever a reader goes in 10,000 messages', () => {
  let range = tail(10_000);
  while (range.start > 0) {
    range = older(range);
    expect(size(range)).toBeLessThanOrEqual(MAX_ROWS);
  }
  while (range.end < 10_000) {
    range = newer(range, 10_000);
    expect(size(range)).toBeLessThanOrEqual(MAX_ROWS);
  }
});

test('a reader at the end goes along with what is new, in steps', () => {
  let range = tail(200);
  for (let total = 201; total <= 1_000; total++) {
    range = grow(range, total - 1, total, 0, true);
    expect(range.end).toBe(total);
    expect(size(range)).toBeGreaterThanOrEqual(MAX_ROWS - STEP);
    expect(size(range)).toBeLessThanOrEqual(MAX_ROWS);
  }
});

test('a reader further up keeps what they look at', () => {
  const range = { start: 880, end: 1_000 };
  const after = grow(range, 1_000, 1_300, 0, false);
  expect(after.start).toBe(880);
  expect(size(after)).toBe(MAX_ROWS);
});

test('an older page moves the range along with its messages', () => {
  expect(grow({ start: 0, end: 50 }, 60, 110, 50, false)).toEqual({ start: 50, end: 100 });
});

test('a discarded message at the end shortens the range', () => {
  expect(grow({ start: 0, end: 5 }, 5, 4, 0, true)).toEqual({ start: 0, end: 4 });
});
