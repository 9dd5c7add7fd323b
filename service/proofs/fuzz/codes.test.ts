import { parseRoomCode } from '@roomlet/sdk/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { put } from './inputs.js';
import { oddText, torn } from './values.js';

const CANONICAL = /^[2346789bcdfghjkmnpqrtvwx]{3}(-[2346789bcdfghjkmnpqrtvwx]{3}){2}$/;

const letter = fc.constantFrom(...'2346789bcdfghjkmnpqrtvwx');
const code = fc
  .tuple(...[3, 3, 3].map((length) => fc.array(letter, { minLength: length, maxLength: length })))
  .map((groups) => groups.map((group) => group.join('')).join('-'));

/** Other ways to write a code: any case, any dash or space, anywhere. */
const spelled = fc
  .tuple(
    code,
    fc.infiniteStream(fc.boolean()),
    fc.infiniteStream(fc.constantFrom('', '', '-', ' ', '–', '\u00a0', '_')),
  )
  .map(([right, upper, gaps]) => {
    const letters = [...right.replaceAll('-', '')].map(
      (one) => (upper.next().value ? one.toUpperCase() : one) + gaps.next().value,
    );
    return { right, written: letters.join('') };
  });

it('a code in any spelling is that code', () => {
  put('spellings of codes', spelled, ({ right, written }) => {
    expect(parseRoomCode(written)).toBe(right);
  });
});

it('a torn code is none, or canonical', () => {
  put('torn codes', fc.oneof(torn(code), oddText, fc.string({ unit: 'binary' })), (text) => {
    const parsed = parseRoomCode(text);
    if (parsed === undefined) return;
    expect(parsed).toMatch(CANONICAL);
    expect(parseRoomCode(parsed)).toBe(parsed);
  });
});
