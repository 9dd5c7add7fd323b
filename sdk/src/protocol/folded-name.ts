/** Shows nothing: default-ignorable and format characters, controls, and blanks that are symbols. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800\u{1d159}]/gu;

/** Marks that stand on no character of their own, but on a space or on nothing. */
const LONE_MARKS = /(^|\p{White_Space})\p{M}+/gu;

const WHITE_SPACE = /\p{White_Space}/gu;

/** The dot of a Turkish capital İ: all four letters i count as one, as no locale is known. */
const DOTTED_I = /I\u0307/g;

/**
 * What a reader takes a name for: names with the same folded form look alike. It is NFKC, without
 * case, white space, invisible characters and lone marks. Look-alikes of other scripts stay apart.
 * For comparing only, never for showing: it is upper case, and may be empty.
 */
export function foldedName(name: string): string {
  const visible = name.normalize('NFKC').replace(INVISIBLE, '');
  const bare = visible.replace(LONE_MARKS, '$1').replace(WHITE_SPACE, '');
  // By way of lower case, which ẞ needs to become SS; and not ending in it, where Σ has two forms.
  const folded = bare.normalize('NFD').toLowerCase().toUpperCase().replace(DOTTED_I, 'I');
  return folded.normalize('NFKC');
}
