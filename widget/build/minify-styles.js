/** As tsc prints them: with a space after the tag. */
const TEMPLATE = /\bcss ?`([^`]*)`/g;

/** Shortens CSS without reading it: spaces before `:` and around `+ -` mean something and stay. */
function shorten(style) {
  return style
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>!]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim();
}

/** Shortens css`…` templates; the tag goes too, for it only marks them. */
export function minifyStyles() {
  return {
    name: 'minify-styles',
    transform(code) {
      const short = code.replace(TEMPLATE, (_, style) => `\`${shorten(style)}\``);
      return short === code ? null : { code: short, map: null };
    },
  };
}
