import { type Emoji, fold, type Group } from './list.js';

/** Where a word begins: after the start, a space, or what stands between two names. */
const begins = (words: string, term: string) => {
  for (let at = words.indexOf(term); at >= 0; at = words.indexOf(term, at + 1)) {
    if (at === 0 || /[^\p{L}\p{N}]/u.test(words.charAt(at - 1))) return true;
  }
  return false;
};

const OTHER_WORD = 1_000;
const WITHIN_WORD = 2_000;

/** How well it fits: 0 best; undefined when it doesn't. */
function rank({ words }: Emoji, query: string, terms: readonly string[]): number | undefined {
  if (!terms.every((term) => words.includes(term))) return undefined;
  const name = words.slice(0, words.search(/\||$/));
  if (name === query) return 0;
  // A heart before a box with a heart on it.
  if (terms.every((term) => begins(name, term))) return name.length;
  return terms.every((term) => begins(words, term)) ? OTHER_WORD : WITHIN_WORD;
}

/** The emoji that all words of a query fit, the best first. */
export function search(groups: readonly Group[], text: string): readonly Emoji[] {
  const query = fold(text.trim());
  const terms = query.split(/\s+/);
  const found = groups
    .flatMap(({ emoji }) => emoji)
    .flatMap((emoji) => {
      const at = rank(emoji, query, terms);
      return at === undefined ? [] : { emoji, at };
    });
  return found.sort((a, b) => a.at - b.at).map(({ emoji }) => emoji);
}
