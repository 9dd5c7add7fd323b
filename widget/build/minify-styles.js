import { readFileSync } from 'node:fs';

/** As tsc prints them: with a space after the tag. */
const TEMPLATE = /\bcss ?`([^`]*)`/g;
const TOKENS = new URL('../dist/styles/tokens.js', import.meta.url);
// Without those that styles use as they are, such as `--x`.
const LETTERS = 'abcdefghijklmopqrstuvwzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Short names for the tokens that are nobody else's: in order of the file, so the same in every build. */
export function shortNames() {
  const declared = readFileSync(TOKENS, 'utf8').matchAll(/(--(?!roomlet-)[a-z][\w-]*):/g);
  const names = [...new Set([...declared].map(([, name]) => name))];
  const { length } = LETTERS;
  const short = (i) =>
    (i < length ? '' : LETTERS[Math.floor(i / length) - 1]) + LETTERS[i % length];
  return new Map(names.map((name, i) => [name, `--${short(i)}`]));
}

/** Shortens CSS without reading it: spaces before `:` and around `+ -` mean something and stay. */
function shorten(style, names) {
  return style
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>!]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/--[a-z][\w-]*/g, (name) => names.get(name) ?? name)
    .trim();
}

/**
 * Shortens css`…` templates; the tag goes too, for it only marks them.
 * @param names short ones for tokens: too few in the loader to gain by it
 */
export function minifyStyles(names = new Map()) {
  return {
    name: 'minify-styles',
    transform(code) {
      const short = code.replace(TEMPLATE, (_, style) => `\`${shorten(style, names)}\``);
      return short === code ? null : { code: short, map: null };
    },
  };
}
