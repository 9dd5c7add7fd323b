import { expect, test } from 'vitest';
import { chooseLanguage, directionOf } from './language.js';

test.each([
  ['en-GB', 'en-US', ['en-AU'], 'en-GB', 'what is asked for goes first'],
  ['auto', 'en-US', ['en-AU'], 'en-AU', 'auto is the visitor’s'],
  ['auto', 'en-GB', ['tlh'], 'en-GB', 'auto for a visitor we can’t talk to is the page’s'],
  [undefined, 'en-GB', ['en-AU'], 'en-GB', 'else the page’s'],
  [undefined, '', ['tlh', 'en-AU'], 'en-AU', 'else the visitor’s'],
  ['not a tag!', undefined, [], 'en', 'else English'],
  ['auto', 'en', ['it', 'pt-PT', 'de'], 'pt-PT', 'the first we have words in, whatever the region'],
  [undefined, 'it', ['de-AT'], 'de-AT', 'a page in a language we lack leaves it to the visitor'],
  ['zh-Hant-TW', 'en', [], 'zh-Hant-TW', 'a script is no other language'],
  ['EN-gb', undefined, [], 'en-GB', 'however it is spelt'],
])(
  'asked for %j on a page in %j by a reader of %j: %s, for %s',
  (asked, page, visitor, tag, _rule) => {
    expect(chooseLanguage(asked, page, visitor)).toBe(tag);
  },
);

test('a language decides on the direction, and not the page', () => {
  expect(['ar', 'ar-EG', 'en', 'arn'].map(directionOf)).toEqual(['rtl', 'rtl', 'ltr', 'ltr']);
});
