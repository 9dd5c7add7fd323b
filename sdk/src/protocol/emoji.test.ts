import emojibase from 'emojibase-data/en/data.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { canonicalEmoji } from './emoji.js';

const TEXT = '\ufe0e';
const PICTURE = '\ufe0f';

/** A letter of a flag is no emoji by itself. */
const isFlagLetter = /^\p{Regional_Indicator}$/u;

/** As the picker has them: no selector where an emoji is a picture anyway. */
const KNOWN = emojibase
  .flatMap((emoji) => [emoji, ...(emoji.skins ?? [])])
  .map(({ emoji }) => emoji.replace(/(\p{Emoji_Presentation})\ufe0f/gu, '$1'))
  .filter((emoji) => !isFlagLetter.test(emoji));

/** The same emoji with a selector, or none, behind each of its parts that may have one. */
function spellings(emoji: string): string[] {
  const bare = emoji.replaceAll(PICTURE, '');
  const each = (selector: string) => bare.replace(/\p{Emoji}/gu, `$&${selector}`);
  return [emoji, bare, each(PICTURE), each(TEXT)];
}

describe('an emoji', () => {
  it('of emojibase, skin tones included, has one form however its selectors are sent', () => {
    expect(KNOWN.length).toBeGreaterThan(3_900);
    const other = KNOWN.filter((emoji) =>
      spellings(emoji).some((spelling) => canonicalEmoji(spelling) !== emoji),
    );
    expect(other).toEqual([]);
  });

  it.each([
    ['a heart as text', '\u2764', '\u2764\ufe0f'],
    ['a heart that asks to be text', '\u2764\ufe0e', '\u2764\ufe0f'],
    ['a thumb with a selector it has no need of', '👍\ufe0f', '👍'],
    ['a keycap without its selector', '1\u20e3', '1\ufe0f\u20e3'],
    [
      'an eye in a bubble, bare',
      '\u{1f441}\u200d\u{1f5e8}',
      '\u{1f441}\ufe0f\u200d\u{1f5e8}\ufe0f',
    ],
    ['a runner without the sign’s selector', '🏃\u200d\u2642', '🏃\u200d\u2642\ufe0f'],
    ['a selector before a skin tone', '\u261d\ufe0f\u{1f3fd}', '\u261d\u{1f3fd}'],
  ])('%s is stored fully qualified', (_, sent, stored) => {
    expect(canonicalEmoji(sent)).toBe(stored);
  });
});

describe('no emoji', () => {
  it.each([
    ['nothing', ''],
    ['a zero-width space', '\u200b'],
    ['a blank', ' '],
    ['a selector', PICTURE],
    ['a joiner', '\u200d'],
    ['a letter', 'a'],
    ['a word', 'ok'],
    ['a digit', '1'],
    ['a digit with a selector', '1\ufe0f'],
    ['a hash', '#'],
    ['a line break', '\n'],
    ['a lone surrogate', '\ud83d'],
    ['two emoji', '👍👍'],
    ['an emoji and a line break', '👍\n'],
    ['an emoji and a letter', '👍a'],
    ['an emoji with two selectors', `👍${PICTURE}${PICTURE}`],
    ['an emoji with a joiner behind it', '👍\u200d'],
    ['an emoji with an accent', '👍\u0301'],
    ['a flag of no region', '🇽🇽'],
    ['one letter of a flag', '🇩'],
    ['a sequence that nobody recommends', '👍\u200d👎'],
    ['a letter with many accents', `e${'\u0301'.repeat(32)}`],
  ])('is %s', (_, text) => {
    expect(canonicalEmoji(text)).toBeUndefined();
  });
});
