import { type Emoji, fold, type Group } from './list.js';

/** Where a word begins: after the start, a space, or what stands between two names. */
const begins = (words: string, term: string) => {
  for (let at = words.indexOf(term); at >= 0; at = words.indexOf(term, at + 1)) {
    if (at === 0 || /[^\p{L}\p{N}]/u.test(words.charAt(at - 1))) return true;
  }
  return false;
};

/** How well it fits: 0 best; undefined when it doesn't. */
function rank({ words }: Emoji, query: string, terms: readonly string[]): number | undefined {
  if (!terms.every((term) => words.includes(term))) return undefined;
  const name = words.slice(0, words.search(/\||$/));
  if (name === query) return 0;
  if (name.startsWith(query)) return 1;
  if (terms.every((term) => begins(name, term))) return 2;
  return terms.every((term) => begins(words, term)) ? 3 : 4;
}

/** The emoji that all words of a query fit, the best first; each as often as it is in the groups. */
export function search(groups: readonly Group[], text: string): readonly Emoji[] {
  const query = fold(text.trim());
  const terms = query.split(/\s+/);
  const ranks: Emoji[][] = [[], [], [], [], []];
  for (const { emoji } of groups) {
    for (const one of emoji) {
      const found = rank(one, query, terms);
      if (found !== undefined) ranks[found]?.push(one);
    }
  }
  return ranks.flat();
}
