import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CODE_ALPHABET, makeRoomCode, parseRoomCode } from './room-code.js';

const code = fc
  .array(fc.constantFrom(...CODE_ALPHABET), { minLength: 9, maxLength: 9 })
  .map((all) => all.join('').replace(/(...)(...)(...)/, '$1-$2-$3'));

it('has more than 40 bits, no vowel and no look-alikes', () => {
  expect(Math.log2(CODE_ALPHABET.length) * 9).toBeGreaterThan(40);
  expect(CODE_ALPHABET).not.toMatch(/[aeiouy01lsz5]/);
  expect(new Set(CODE_ALPHABET).size).toBe(CODE_ALPHABET.length);
});

it.each([
  'k7w-q2m-x9d',
  'K7WQ2MX9D',
  ' k7w q2m x9d ',
  'k7w–q2m—x9d',
  'k7w‑q2m−x9d',
  'k 7 w-q 2 m-x 9 d',
  'k7w\u200bq2m\u00adx9d',
  'k7w\u3000q2m\tx9d\n',
  'ｋ７ｗ-ｑ２ｍ-ｘ９ｄ',
])('case, spaces and dashes do not matter: %s', (typed) => {
  expect(parseRoomCode(typed)).toBe('k7w-q2m-x9d');
});

it.each([
  '',
  'k7w-q2m-x9',
  'k7w-q2m-x9dd',
  'k7w-q2m-x9a',
  'k7w.q2m.x9d',
  'k7w-q2m-x9\u0000',
  'ĸ7w-q2m-x9d',
  'x'.repeat(1_000_000),
])('what cannot be a code is none: %.20s', (typed) => {
  expect(parseRoomCode(typed)).toBeUndefined();
});

it('every code is read back from any spelling of it', () => {
  fc.assert(
    fc.property(code, fc.constantFrom('', ' ', '–', '--'), fc.boolean(), (made, dash, upper) => {
      const typed = made.replaceAll('-', dash);
      expect(parseRoomCode(upper ? typed.toUpperCase() : typed)).toBe(made);
    }),
  );
});

it('makes codes from fair bytes only', () => {
  const bytes = [255, 240, 0, 23, 24, 239, 1, 2, 3, 4, 5];
  const made = makeRoomCode((into) => {
    into[0] = bytes.shift() ?? 0;
  });
  expect(made).toBe('2x2-x34-678');
  expect(parseRoomCode(made)).toBe(made);
});
