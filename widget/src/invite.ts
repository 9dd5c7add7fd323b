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

/** Parameters that a link never carries on: those of advertisers tell of a reader, and `room` is ours. */
const NEVER = /^(utm_.*|gclid|fbclid|room)$/i;

/**
 * A hash router's route, without a query of its own. Any other hash is a place on the page, or a
 * secret like `#access_token=…`.
 */
const ROUTE = /^#!?\/[^?&=;#]*/;

/**
 * The page's address made into an invitation: `#room=<code>`, or `?room=<code>` where the hash is a
 * router's. Whatever else an address says after its path may be for this reader only: a token that
 * resets their password, say.
 * @param params names of query parameters that others need as well, with commas between
 */
export function inviteLink(address: string, code: string, params = ''): string {
  const url = new URL(address);
  const named = params.split(',').map((name) => name.trim());
  const query = new URLSearchParams();
  for (const [name, value] of url.searchParams)
    if (named.includes(name) && !NEVER.test(name)) query.append(name, value);
  const route = ROUTE.exec(url.hash)?.[0];
  if (route) query.append('room', code);
  url.username = url.password = '';
  url.search = String(query);
  url.hash = route ?? `room=${code}`;
  return url.href;
}
