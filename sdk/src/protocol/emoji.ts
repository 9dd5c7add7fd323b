/** A code point that can be an emoji, and the selector behind it: text (FE0E) or picture (FE0F). */
const SELECTED = /(\p{Emoji})[\ufe0e\ufe0f]/gu;

/** Is drawn as text unless a selector follows; a skin tone does the same as the selector. */
const DRAWN_AS_TEXT = /(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})/gu;

/** Lets a class hold sequences. A string, as the compiler has no such flag for older browsers. */
const WITH_SEQUENCES: string = 'v';

/** Made when first needed: this module must load where that flag is unknown. */
let recommended: RegExp | undefined;

/**
 * The one form of an emoji that the service stores and compares: fully qualified, as Unicode
 * recommends it for interchange (RGI). Keyboards and platforms leave selectors out or put them in,
 * also inside of sequences, and a reader sees no difference.
 * @returns undefined when the text isn't exactly one emoji that this runtime's Unicode recommends.
 */
export function canonicalEmoji(text: string): string | undefined {
  recommended ??= new RegExp('^\\p{RGI_Emoji}$', WITH_SEQUENCES);
  const qualified = text.replace(SELECTED, '$1').replace(DRAWN_AS_TEXT, '$&\ufe0f');
  return recommended.test(qualified) ? qualified : undefined;
}
