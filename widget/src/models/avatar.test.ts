import { expect, test } from 'vitest';
import { hueOf, initialsOf } from './avatar.js';

test.each([
  ['Ana Sousa', 'AS'],
  ['ben', 'B'],
  ['Ada  King of Lovelace', 'AL'],
  ['élodie-anne', 'ÉA'],
  ['山田 太郎', '山太'],
  ['😀', '😀'],
])('%s becomes %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('a member always has the same one of twelve hues', () => {
  const hues = new Set(Array.from({ length: 500 }, (_, i) => hueOf(`member-${i}`)));
  expect(hues.size).toBe(12);
  expect(hueOf('ana')).toBe(hueOf('ana'));
});
