/**
 * One to six emoji: flags, keycaps, and pictures with what is joined to them. What is text by
 * default, such as ©, counts only where it is asked to look like an emoji.
 */
const EMOJI_ONLY =
  /^(?:(?:\p{RI}{2}|[\d#*]\ufe0f?\u20e3|(?:\p{EPres}|\p{ExtPict}(?=\ufe0f|\p{EMod}))[\ufe0f\p{EMod}]?[\u{e0020}-\u{e007f}]*(?:\u200d\p{ExtPict}[\ufe0f\p{EMod}]?)*) ?){1,6}$/u;

/** Whether a message is nothing but one emoji or a few: these stand large and alone. */
export function isEmojiOnly(text: string): boolean {
  return EMOJI_ONLY.test(text);
}
