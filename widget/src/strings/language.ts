/** The language to speak: the one asked for when the platform knows it, else the page's, else English. */
export function chooseLanguage(asked: string | undefined, page: string | undefined): string {
  for (const tag of [asked, page]) {
    if (!tag || tag === 'auto') continue;
    try {
      const [known] = Intl.DateTimeFormat.supportedLocalesOf(tag);
      if (known) return known;
    } catch {
      // Not a language tag at all: pages write the oddest things into `lang`.
    }
  }
  return 'en';
}
