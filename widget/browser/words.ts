import { loadTongue } from '../src/strings/load.js';
import type { Strings } from '../src/strings/table.js';

/** What the widget says in one language, and which way that is written. */
export type Words = Strings & { readonly dir: 'ltr' | 'rtl' };

export async function wordsOf(lang: string): Promise<Words> {
  const { strings } = await loadTongue(lang);
  return { ...strings, dir: lang === 'ar' ? 'rtl' : 'ltr' };
}
