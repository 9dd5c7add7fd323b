import type { KeyValues } from './storage.js';

/** What a visitor wants to be told by while they look elsewhere. */
export interface Wishes {
  readonly sound: boolean;
  readonly desktop: boolean;
}

/** Where a browser keeps them, for one site's widget; there is nothing while there is no wish. */
export const wishesKey = (site: string | undefined): string => `roomlet:notices:${site ?? ''}`;

export function readWishes(browser: KeyValues, site: string | undefined): Wishes {
  const kept = browser.getItem(wishesKey(site))?.split(' ') ?? [];
  return { sound: kept.includes('sound'), desktop: kept.includes('desktop') };
}

export function keepWishes(browser: KeyValues, site: string | undefined, wishes: Wishes): void {
  const kept = (['sound', 'desktop'] as const).filter((wish) => wishes[wish]);
  if (kept.length > 0) browser.setItem(wishesKey(site), kept.join(' '));
  else browser.removeItem(wishesKey(site));
}
