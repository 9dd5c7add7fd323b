import { LINK } from '../invite.js';
import { isWanted, viewKey } from '../view-key.js';

/**
 * Whether the visitor has shown, before any click, that they want the widget: it is part of the
 * page, its link brought them here, or before the refresh they had it open or were in a room.
 * @param read asks the tab's storage; may throw
 */
export function showsIntent(
  popup: boolean,
  site: string,
  address: string,
  read: (key: string) => string | null,
): boolean {
  if (!popup || LINK.test(address)) return true;
  try {
    return isWanted(read(viewKey(site)));
  } catch {
    return false;
  }
}
