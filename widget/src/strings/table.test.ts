import { expect, test } from 'vitest';
import { en } from './en.js';
import { createSay } from './table.js';

test('values are filled in, numbers in the language’s digits', () => {
  const say = createSay('en');
  expect(say(en.list.announce, { name: 'Ana', text: 'a {name} of {x}' })).toBe(
    'Ana: a {name} of {x}',
  );
  expect(say(en.list.newMessages, { count: 1 })).toBe('1 new message');
  expect(say(en.list.newMessages, { count: 1_200 })).toBe('1,200 new messages');
});

test('a plural form a text lacks falls back to the last one', () => {
  expect(createSay('ar')({ one: 'x', other: '{count} y' }, { count: 3 })).toMatch(/ y$/);
});
