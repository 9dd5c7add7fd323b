/** A web address as it stands in a message. */
export interface Address {
  /** As it was written. */
  readonly text: string;
  /** Where it leads: `http:` or `https:`. */
  readonly href: string;
  /** The host it leads to, where what is written would have one think of another. */
  readonly host: string | undefined;
}

const OPENING = /[([{]/g;
const CLOSING = /[)\]}]/g;
const TAIL = /[.,;:!?'*_~`’”…»]/;

/** Without what the sentence around it added: punctuation, and brackets it didn't open. */
function trim(written: string): string {
  const count = (brackets: RegExp) => written.match(brackets)?.length ?? 0;
  let surplus = count(CLOSING) - count(OPENING);
  let end = written.length;
  for (; end > 0; end--) {
    const last = written.charAt(end - 1);
    if (!TAIL.test(last) && !(last.match(CLOSING) && surplus-- > 0)) break;
  }
  return written.slice(0, end);
}

/**
 * Reads an address that begins with `http://` or `https://`.
 * @returns undefined where a browser wouldn't go anywhere
 */
export function readAddress(written: string): Address | undefined {
  try {
    const text = trim(written);
    const { href, host } = new URL(text);
    // What a reader takes for the host; a name before `@`, letters of another script or a
    // backslash make the browser see something else.
    const seen = text.toLowerCase().split(/[/?#]/)[2];
    return { text, href, host: seen === host ? undefined : host };
  } catch {
    return undefined;
  }
}
