import { KEYS } from './keys.js';
import { type Language, languageOf } from './language.js';
import { unpack } from './pack.js';
import type { Strings } from './table.js';

/** Spelt out, so that bundlers see them. The loader asks for the same file beside the core's. On pages they come packed. */
const LOCALES: Record<Language, () => Promise<{ readonly strings: Strings | string }>> = {
  en: () => import('./en.js'),
  de: () => import('./de.js'),
  fr: () => import('./fr.js'),
  es: () => import('./es.js'),
  pt: () => import('./pt.js'),
  ar: () => import('./ar.js'),
  ja: () => import('./ja.js'),
  zh: () => import('./zh.js'),
};

/** A language that can be spoken: its words, and the tag that decides on dates and numbers. */
export interface Tongue {
  readonly tag: string;
  readonly strings: Strings;
}

/**
 * Loads the words for a tag; English where that fails.
 * @throws when English can't be loaded either
 */
export async function loadTongue(tag: string): Promise<Tongue> {
  try {
    return { tag, strings: await load(languageOf(tag) ?? 'en') };
  } catch {
    return { tag: 'en', strings: await load('en') };
  }
}

async function load(language: Language): Promise<Strings> {
  const { strings } = await LOCALES[language]();
  return typeof strings === 'string' ? unpack(KEYS, strings) : strings;
}
