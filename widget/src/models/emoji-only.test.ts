import { expect, test } from 'vitest';
import { isEmojiOnly } from './emoji-only.js';

test.each([
  '👍',
  '❤️',
  '❤️‍🔥',
  '👍🏽',
  '☝🏿',
  '🏳️‍🌈',
  '👩‍👩‍👧‍👦',
  '🇩🇪',
  '🏴󠁧󠁢󠁷󠁬󠁳󠁿',
  '1️⃣',
  '🙂‍↔️',
  '🎉 🎉 🎉',
  '🎉🎉🎉🎉🎉🎉',
])('%s stands alone', (text) => expect(isEmojiOnly(text)).toBe(true));

test.each([
  '',
  '1',
  '©',
  '™',
  '↔',
  'a👍',
  '👍!',
  '🎉🎉🎉🎉🎉🎉🎉',
  '\u200d',
  '\ufe0f',
  '👍\u0301',
  '👍\n👍',
])('%j is text', (text) => expect(isEmojiOnly(text)).toBe(false));

test('what is nearly only emoji takes no longer than its length', () => {
  for (const tail of ['🇩', '👍', '👩‍', '👍🏽 ']) {
    const before = performance.now();
    expect(isEmojiOnly(`${tail.repeat(100_000)}x`)).toBe(false);
    expect(performance.now() - before).toBeLessThan(200);
  }
});
