import { type Emoji, fold, type Group } from './list.js';

const OTHER_WORD = 1_000;
const WITHIN_WORD = 2_000;

/** How well it fits: 0 best; undefined when it doesn't. */
function rank({ words }: Emoji, query: string, terms: readonly string[]): number | undefined {
  if (!terms.every((term) => words.includes(term))) return undefined;
  const begins = (within: string) => terms.every((term) => within.includes(` ${term}`));
  const name = words.slice(0, words.indexOf('|'));
  if (name === ` ${query}`) return 0;
  // A heart before a box with a heart on it.
  if (begins(name)) return name.length;
  return begins(words) ? OTHER_WORD : WITHIN_WORD;
}

/** The emoji that all words of a query fit, the best first. */
export function search(groups: readonly Group[], text: string): readonly Emoji[] {
  const query = fold(text);
  const terms = query.split(' ');
  const found = groups
    .flatMap(({ emoji }) => emoji)
    .flatMap((emoji) => {
      const at = rank(emoji, query, terms);
      return at === undefined ? [] : { emoji, at };
    });
  return found.sort((a, b) => a.at - b.at).map(({ emoji }) => emoji);
}
