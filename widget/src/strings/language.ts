/** The languages the widget has words in; each is a chunk of its own, named so. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ar', 'ja', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The words for a tag: its language's, whatever the region. */
export function languageOf(tag: string): Language | undefined {
  return LANGUAGES.find((language) => language === tag.split('-')[0]);
}

export type Direction = 'ltr' | 'rtl';

export function directionOf(tag: string): Direction {
  return /^ar\b/.test(tag) ? 'rtl' : 'ltr';
}

/**
 * The language to speak, the first of these that the widget has words in: the one asked for, the
 * page's, the visitor's; else English. Asked for `auto`, the visitor's goes before the page's.
 * @param visitor what the visitor reads, the best first
 * @returns a BCP 47 tag with its region, which decides on dates and numbers
 */
export function chooseLanguage(
  asked: string | undefined,
  page: string | undefined,
  visitor: readonly string[],
): string {
  for (const tag of asked === 'auto' ? [...visitor, page] : [asked, page, ...visitor]) {
    try {
      const [known] = tag ? Intl.DateTimeFormat.supportedLocalesOf(tag) : [];
      if (known && languageOf(known)) return known;
    } catch {
      // Not a language tag at all: pages write the oddest things into `lang`.
    }
  }
  return 'en';
}
