/** A list that `build/emoji.js` makes of the devDependency emojibase-data, as text. */
declare const text: string;
export default text;
