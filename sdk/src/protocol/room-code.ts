/**
 * Room codes: what people read out, type and paste, e.g. `k7w-q2m-x9d`.
 *
 * 24 characters: no vowels and no y (so no words), and of each pair that looks alike in some font
 * (0 o, 1 i l, 2 z, 5 s, u v) at most one. 24^9 is a little over 41 bits.
 */
export const CODE_ALPHABET = '2346789bcdfghjkmnpqrtvwx';
const GROUP = 3;
const GROUPS = 3;
const LENGTH = GROUP * GROUPS;

/** Any space and any dash: people and word processors put in all kinds of them. */
const SEPARATORS = /[\s\p{Pd}\p{Cf}\u2212_]+/gu;
const CANONICAL = new RegExp(`^[${CODE_ALPHABET}]{${LENGTH}}$`);

/** The canonical form (lower case, hyphenated) of whatever was typed, or undefined if it can't be a code. */
export function parseRoomCode(input: string): string | undefined {
  // No code needs this many characters; a long paste is not worth a regular expression.
  if (input.length > 256) return undefined;
  const bare = input.normalize('NFKC').replace(SEPARATORS, '').toLowerCase();
  return CANONICAL.test(bare) ? hyphenate(bare) : undefined;
}

/**
 * A new code from random bytes.
 * @param randomBytes fills with CSPRNG bytes, as `crypto.getRandomValues` does.
 */
export function makeRoomCode(randomBytes: (into: Uint8Array) => void): string {
  const byte = new Uint8Array(1);
  // Bytes past the last whole multiple would favour the first characters.
  const fair = 256 - (256 % CODE_ALPHABET.length);
  let bare = '';
  while (bare.length < LENGTH) {
    randomBytes(byte);
    const value = byte[0] as number;
    if (value < fair) bare += CODE_ALPHABET[value % CODE_ALPHABET.length];
  }
  return hyphenate(bare);
}

function hyphenate(bare: string): string {
  return (bare.match(/.{3}/g) as string[]).join('-');
}
