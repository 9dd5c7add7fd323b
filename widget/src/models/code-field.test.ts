import { expect, test } from 'vitest';
import { readCode } from './code-field.js';

const CODE = 'k7w-q2m-x9d';

test.each([
  CODE,
  'K7W-Q2M-X9D',
  'k7wq2mx9d',
  ' K7W Q2M X9D ',
  'k7w–q2m—x9d',
  'https://site.example/shop?x=1#room=k7w-q2m-x9d',
  'https://site.example/?room=K7WQ2MX9D&x=1',
  'site.example/#room=k7w%2Dq2m%2Dx9d',
])('%j means k7w-q2m-x9d, and is shown so', (typed) => {
  expect(readCode(typed)).toEqual({ text: CODE, code: CODE });
});

test.each([
  '',
  'k7w',
  'k7w-q2m-x9',
  'k7w-q2m-x9dd',
  'aaa-eee-iii',
  'https://site.example/',
  '#room=%',
])('%j is no code, and stays as it was typed', (typed) => {
  expect(readCode(typed)).toEqual({ text: typed });
});
