import { expect, test } from 'vitest';
import { grow, mostRows, newer, older, type Range, tail } from './range.js';

const size = ({ start, end }: Range) => end - start;

test('the tail is two screens of the newest messages', () => {
  expect(tail(30)).toEqual({ start: 0, end: 30 });
  expect(tail(1_000)).toEqual({ start: 940, end: 1_000 });
});

test.each([
  [600, 80],
  [2_000, 112],
  [9_000, 500],
])(
  'in a list %d px high, never more than %d rows, wherever a reader goes in 10,000 messages',
  (height, rows) => {
    const most = mostRows(height);
    expect(most).toBe(rows);
    let range = tail(10_000);
    while (range.start > 0) {
      range = older(range, most);
      expect(size(range)).toBeLessThanOrEqual(most);
    }
    while (range.end < 10_000) {
      range = newer(range, 10_000, most);
      expect(size(range)).toBeLessThanOrEqual(most);
    }
  },
);

test.each([
  ['who came to it', tail(1_000)],
  ['who had gone up before', older(older(tail(1_000), 80), 80)],
])('a reader at the end, %s, goes along with what is new: one comes, one goes', (_who, begun) => {
  let range = begun;
  for (let total = 1_001; total <= 2_000; total++) {
    range = grow(range, total - 1, total, 0, true);
    expect(range.end).toBe(total);
    expect(size(range)).toBe(size(begun));
  }
});

test('a short conversation grows until it is a tail', () => {
  expect(grow({ start: 0, end: 30 }, 30, 35, 0, true)).toEqual({ start: 0, end: 35 });
  expect(grow({ start: 0, end: 58 }, 58, 70, 0, true)).toEqual({ start: 10, end: 70 });
});

test('a reader further up keeps what they look at', () => {
  const range = { start: 880, end: 1_000 };
  const after = grow(range, 1_000, 1_300, 0, false);
  expect(after).toEqual(range);
});

test('an older page moves the range along with its messages', () => {
  expect(grow({ start: 0, end: 50 }, 60, 110, 50, false)).toEqual({ start: 50, end: 100 });
});

test('a discarded message at the end shortens the range', () => {
  expect(grow({ start: 0, end: 5 }, 5, 4, 0, true)).toEqual({ start: 0, end: 4 });
});
