import { LINK } from '../invite.js';
import { isWanted, viewKey } from '../view-key.js';

/** The page around the loader, as far as intent can be read from it. */
export interface Surroundings {
  readonly popup: boolean;
  readonly site: string | undefined;
  readonly address: string;
  /** The tab's storage, only ever read; may throw. */
  readonly read: (key: string) => string | null;
}

/**
 * Whether the visitor has shown, before any click, that they want the widget: it is part of the
 * page, its link brought them here, or before the refresh they had it open or were in a room.
 */
export function showsIntent({ popup, site, address, read }: Surroundings): boolean {
  if (!popup || LINK.test(address)) return true;
  try {
    return isWanted(read(viewKey(site)));
  } catch {
    return false;
  }
}
