import { type Group, readGroups } from './list.js';

type Names = () => Promise<{ readonly default: string }>;

/** Languages with names of their own; the others search in English. */
const NAMES: Readonly<Record<string, Names>> = {
  de: () => import('#emoji/emoji-de'),
  es: () => import('#emoji/emoji-es'),
  fr: () => import('#emoji/emoji-fr'),
  ja: () => import('#emoji/emoji-ja'),
  pt: () => import('#emoji/emoji-pt'),
  zh: () => import('#emoji/emoji-zh'),
};
const english: Names = () => import('#emoji/emoji-en');

/**
 * All emoji, with their names in a language. Rejects where they can't be loaded.
 * @param lang a BCP 47 tag
 * @param flags what all flags are found by, in that language
 */
export async function loadGroups(lang: string, flags: string): Promise<readonly Group[]> {
  const [language = ''] = lang.split('-');
  const [list, names] = await Promise.all([import('#emoji/emoji'), (NAMES[language] ?? english)()]);
  return readGroups(list.default, names.default, lang, flags);
}
