import type { KeyValues } from '../storage.js';
import type { Emoji, Group } from './list.js';

const KEY = 'roomlet:emoji';
const MOST = 16;

/** The emoji this browser picked last, the newest first. */
export interface Recent {
  /** Those of them that the groups have. */
  of(groups: readonly Group[]): readonly Emoji[];
  add(emoji: string): void;
}

export function createRecent(storage: KeyValues): Recent {
  const kept = () => (storage.getItem(KEY) ?? '').split(' ').filter(Boolean);
  return {
    of(groups) {
      const known = new Map(groups.flatMap((group) => group.emoji.map((one) => [one.emoji, one])));
      return kept().flatMap((emoji) => known.get(emoji) ?? []);
    },
    add(emoji) {
      const others = kept().filter((other) => other !== emoji);
      storage.setItem(KEY, [emoji, ...others].slice(0, MOST).join(' '));
    },
  };
}
