/**
 * A room named in an address: `?room=`, `&room=` or `#room=` with nine letters or digits, however
 * separated. Pages have parameters of that name too, and `?room=deluxe` is not ours.
 */
export const LINK = /[?&#]room=(([a-z\d]([-_]|%..)*){9})(?![^&#])/i;

/** What a page's address says after `room=`, as written there; undefined when it names none. */
export function linkedRoom(address: string): string | undefined {
  const written = LINK.exec(address)?.[1];
  if (!written) return undefined;
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** The page's own address made into an invitation: `#room=<code>`, and no `?room=` beside it. */
export function inviteLink(address: string, code: string): string {
  const url = new URL(address);
  url.searchParams.delete('room');
  url.hash = `room=${code}`;
  return url.href;
}
