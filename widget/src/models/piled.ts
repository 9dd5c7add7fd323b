/**
 * Marks on marks, also with what can't be seen between them; joined by more than any emoji is;
 * letters that make up others, whole sentences, or scripts of old, up to where emoji begin.
 */
const PILED =
  /\p{M}[\p{Cf}\p{M}]*\p{M}|(?:\u200d[^\u200d]{1,3}){5}|[\u1100-\u11ff\ufdfd\u{10000}-\u{1efff}\u{e0000}-\u{e007f}]/u;

/** Whether a text's ink may reach out of its lines, over what stands around it. */
export const isPiled = (text: string): boolean => PILED.test(text);
