/** One emoji, as the picker finds it. */
export interface Emoji {
  readonly emoji: string;
  /** In the reader's language. */
  readonly name: string;
  /** Its name, `|` and more words it is found by; folded, with a space before each word. */
  readonly words: string;
}

/** In the order of the list. */
export const GROUPS = [
  'smileys',
  'people',
  'nature',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const;
export type GroupName = (typeof GROUPS)[number];

export interface Group {
  readonly name: GroupName;
  readonly emoji: readonly Emoji[];
}

const INDICATOR_A = 0x1f1e6;

/** Words alone: without case, accents and signs, which nobody types to search. */
export function fold(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** The region a flag is of, such as "DE". */
function regionOf(flag: string): string {
  const letters = [...flag].map((char) => (char.codePointAt(0) ?? 0) - INDICATOR_A + 65);
  return String.fromCharCode(...letters);
}

/**
 * Puts the built lists together.
 * @param list a line per group, a space between two emoji
 * @param names a line per emoji: its name and more words, `|` between; empty for countries' flags,
 *   which are named by the platform
 * @param flags what all flags are found by
 */
export function readGroups(list: string, names: string, lang: string, flags: string): Group[] {
  const regions = new Intl.DisplayNames(lang, { type: 'region' });
  const lines = names.split('\n');
  let at = 0;
  const read = (emoji: string): Emoji => {
    const [given, ...more] = (lines[at++] ?? '').split('|');
    const name = given || (regions.of(regionOf(emoji)) ?? emoji);
    const others = (given ? more : [flags]).map((word) => ` ${fold(word)}`);
    const words = ` ${fold(name)}|${others.join('')}`;
    return { emoji, name, words };
  };
  return list.split('\n').map((line, i) => ({
    name: GROUPS[i] ?? 'symbols',
    emoji: line.split(' ').map(read),
  }));
}
