import { expect, test } from 'vitest';
import { ANA, MIA, sent } from '../testing/fake-room.js';
import { placeNow } from './by-seq.js';

const log = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => sent(from + i, ANA, `${from + i}`));
const pending = { key: 'own', text: 'own', at: 1, by: MIA, status: 'pending' as const };

test('a message is found again after older ones came in, and after edits', () => {
  expect(placeNow(log(50, 60), log(10, 70), 3)).toBe(43);
  expect(placeNow(log(1, 9), log(1, 12), 8)).toBe(8);
});

test('where the view let go of a message, the oldest that is left stands in', () => {
  expect(placeNow(log(1, 20), log(15, 40), 2)).toBe(0);
});

test('an unsent message is found by its key, and nowhere once it was discarded', () => {
  expect(placeNow([pending], [...log(1, 2), pending], 0)).toBe(2);
  expect(placeNow([pending], log(1, 2), 0)).toBe(-1);
});
