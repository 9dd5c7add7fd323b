import { type Address, readAddress } from './address.js';

/** A part of a message as it is drawn; text alone is a string. */
export type Part =
  | string
  | { readonly kind: 'bold' | 'italic'; readonly parts: readonly Part[] }
  | { readonly kind: 'code' | 'block'; readonly text: string }
  | ({ readonly kind: 'link' } & Address);

/** What came since a sign; the first frame has none. */
interface Frame {
  readonly sign: string;
  readonly parts: Part[];
}

/**
 * What may be more than text: blocks and spans of code, addresses, line ends, runs of signs. None
 * looks further than to its own end, so that reading takes time in proportion to the text. An
 * address ends at what is invisible or turns the direction of writing, and at full-width
 * punctuation, which follows it without a space.
 */
const SPECIAL =
  /```(.+?)```\n?|`([^`\n]+)`|(https?:\/\/[^\s\p{C}<>"\u3000-\u303f\uff00-\uffef]+)|\n|\*+|_+/gisu;

/** Letters of scripts that put spaces between words: a sign inside such a word is no mark. */
const LETTER = /[a-z\d\xaa-\u1fff]/i;
/** Nor is one in a face, such as >_< or ¯\\_(ツ)_/¯. */
const FACE = /[\\<>^=-]/;

const SIGNS: Readonly<Record<string, readonly string[]>> = {
  _: ['_'],
  '*': ['*'],
  '**': ['**'],
  '***': ['**', '*'],
};

function add(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
  else if (part) parts.push(part);
}

/**
 * Reads the little that a message may be formatted with: bold, italic, code, and addresses. All
 * else stays what it is. No mark is inside another of its sign, nor goes on into the next line, so
 * there are never more than four frames.
 */
export function readText(text: string): readonly Part[] {
  const parts: Part[] = [];
  const frames: Frame[] = [{ sign: '', parts }];
  const put = (part: Part) => add(frames.at(-1)?.parts ?? parts, part);
  const find = (signs: readonly string[]) =>
    frames.findLastIndex(({ sign }) => signs.includes(sign));
  /** A sign without a partner is text. */
  const drop = (at: number) => {
    const [frame] = frames.splice(at, 1);
    const below = frames[at - 1]?.parts ?? parts;
    for (const part of frame ? [frame.sign, ...frame.parts] : []) add(below, part);
  };
  const dropTo = (at: number) => {
    while (frames.length > at + 1) drop(frames.length - 1);
  };
  const close = (at: number) => {
    dropTo(at);
    const { sign = '', parts: inner = [] } = frames[at] ?? {};
    // Nothing but signs, as in *_*, is a face too.
    if (/[^*_]/.test(inner.join(''))) {
      frames.pop();
      put({ kind: sign === '**' ? 'bold' : 'italic', parts: inner });
    } else {
      drop(at);
      put(sign);
    }
  };
  const mark = (signs: readonly string[], before: string, after: string) => {
    const open = signs.every((sign) => find([sign]) > 0);
    if (open && before.trim() && !LETTER.test(after)) {
      // The innermost first, whichever began first.
      for (const _ of signs) close(find(signs));
    } else if (after.trim() && !LETTER.test(before) && !FACE.test(before)) {
      for (const sign of signs) {
        const old = find([sign]);
        if (old > 0) drop(old);
        frames.push({ sign, parts: [] });
      }
    } else put(signs.join(''));
  };

  let from = 0;
  const special = new RegExp(SPECIAL);
  for (let match = special.exec(text); match; match = special.exec(text)) {
    const [found, block, code, written] = match;
    const at = match.index;
    const before = text.charAt(at - 1);
    const signs = SIGNS[found];
    const address = written && !LETTER.test(before) ? readAddress(written) : undefined;
    const length = address?.text.length ?? found.length;
    if (found === '\n' || block) dropTo(0);
    if (!(block || code || address || signs)) continue;
    put(text.slice(from, at));
    from = special.lastIndex = at + length;
    if (block) put({ kind: 'block', text: block.replace(/^\n|\n$/g, '') });
    else if (code) put({ kind: 'code', text: code });
    else if (address) put({ kind: 'link', ...address });
    else if (signs) mark(signs, before, text.charAt(from));
  }
  put(text.slice(from));
  dropTo(0);
  return parts;
}

/** What a message says without its formatting, for those who hear it. */
export function plainText(text: string): string {
  const read = (parts: readonly Part[]): string =>
    parts
      .map((part) =>
        typeof part === 'string' ? part : 'parts' in part ? read(part.parts) : part.text,
      )
      .join('');
  return read(readText(text));
}
