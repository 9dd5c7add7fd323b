import { expect, test } from 'vitest';
import { isPiled } from './piled.js';

test.each([
  ['what most people write', 'Grüße, naïve café? Да! 你好 こんにちは 안녕 🎉👍🏽', false],
  ['emoji of several', '👨‍👩‍👧‍👦 🧑🏻‍❤️‍💋‍🧑🏼 🏳️‍🌈', false],
  ['one mark on a letter', 'e\u0301 Vie\u0323t', false],
  ['marks on marks', 'z\u0351\u0352\u0357', true],
  ['marks on marks with nothing to see between', 'a\u0301\u200c\u0301', true],
  ['emoji joined without an end', '👩\u200d'.repeat(6), true],
  ['one letter of many', '\u1100\u1100\u1100', true],
  ['a sentence in one letter', '\ufdfd', true],
  ['letters of old scripts', '\u{12219}', true],
])('ink that reaches far: %s', (_what, text, piled) => {
  expect(isPiled(text)).toBe(piled);
});
