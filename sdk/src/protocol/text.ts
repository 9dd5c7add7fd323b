/** How text is made storable. What a limit counts is always the stored form, in code points. */

const LONE_SURROGATE = /\p{Surrogate}/u;
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;
const CONTROL = /\p{Cc}/u;
const BIDI_CONTROL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Unicode code points in a string; a lone surrogate counts as one. */
export function codePoints(text: string): number {
  return text.replace(PAIR, ' ').length;
}

export function hasLoneSurrogate(text: string): boolean {
  return LONE_SURROGATE.test(text);
}

export function hasControl(text: string): boolean {
  return CONTROL.test(text);
}

/** A message's text as stored: as given, trimmed. */
export function storedText(text: string): string {
  return text.trim();
}

/** A name or title as stored: without bidi controls, NFC, trimmed. */
export function storedLabel(label: string): string {
  return label.replace(BIDI_CONTROL, '').normalize('NFC').trim();
}

export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
