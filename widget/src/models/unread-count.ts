/** Nobody needs to know more exactly how much more it is. */
export const MOST_COUNTED = 99;

/** How many are unread, in as many characters as a badge has room for. */
export const shortCount = (count: number): string =>
  count > MOST_COUNTED ? `${MOST_COUNTED}+` : `${count}`;
