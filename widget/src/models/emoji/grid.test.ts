import { describe, expect, test } from 'vitest';
import { CELL_PX, HEADING_PX, layOut, linesWithin, move } from './grid.js';

const emoji = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ emoji: `e${i}`, name: '', words: '' }));
// Lines: 0 heading, 1 (three cells), 2 (two), 3 heading, 4 (one).
const lines = layOut(
  [
    { heading: 'One', emoji: emoji(5) },
    { heading: 'Two', emoji: emoji(1) },
  ],
  3,
);

test('sections break into lines below one another', () => {
  expect(lines.map(({ cells }) => cells.length)).toEqual([0, 3, 2, 0, 1]);
  expect(lines.map(({ section }) => section)).toEqual([0, 0, 0, 1, 1]);
  expect(lines.at(-1)?.top).toBe(2 * HEADING_PX + 2 * CELL_PX);
});

test('only what touches a stretch is within it', () => {
  const within = (top: number, bottom: number) =>
    linesWithin(lines, top, bottom).map(({ at }) => at);
  expect(within(0, HEADING_PX)).toEqual([0]);
  expect(within(HEADING_PX - 1, HEADING_PX + 1)).toEqual([0, 1]);
  expect(within(-100, 0)).toEqual([]);
  expect(within(0, 10_000)).toHaveLength(5);
});

describe('keys', () => {
  test.each([
    [[1, 0], 'ArrowRight', [1, 1]],
    [[1, 2], 'ArrowRight', [2, 0]],
    [[4, 0], 'ArrowRight', [4, 0]],
    [[2, 0], 'ArrowLeft', [1, 2]],
    [[1, 0], 'ArrowLeft', [1, 0]],
    [[1, 2], 'ArrowDown', [2, 1]],
    [[2, 1], 'ArrowDown', [4, 0]],
    [[4, 0], 'ArrowDown', [4, 0]],
    [[4, 0], 'ArrowUp', [2, 0]],
    [[1, 1], 'PageDown', [4, 0]],
    [[4, 0], 'PageUp', [1, 0]],
    [[1, 1], 'Home', [1, 0]],
    [[1, 1], 'End', [1, 2]],
  ] as const)('from %j %s leads to %j', ([line, column], key, [toLine, toColumn]) => {
    expect(move(lines, { line, column }, key)).toEqual({ line: toLine, column: toColumn });
  });

  test('up from the first line leaves the grid, and other keys are not its own', () => {
    expect(move(lines, { line: 1, column: 1 }, 'ArrowUp')).toBe('before');
    expect(move(lines, { line: 1, column: 1 }, 'a')).toBeUndefined();
    expect(move([], { line: -1, column: 0 }, 'ArrowDown')).toBeUndefined();
  });
});
