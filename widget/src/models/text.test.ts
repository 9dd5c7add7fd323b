import { describe, expect, test } from 'vitest';
import { type Part, readText } from './text.js';

/** As HTML would say it, to compare with. */
const show = (parts: readonly Part[]): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('parts' in part) return `<${part.kind}>${show(part.parts)}</${part.kind}>`;
      return `<${part.kind}>${part.text}</${part.kind}>`;
    })
    .join('');
const read = (text: string) => show(readText(text));

describe('marks', () => {
  test.each([
    [
      '**bold** and *italic* and _italic_',
      '<bold>bold</bold> and <italic>italic</italic> and <italic>italic</italic>',
    ],
    ['**bold _both_**', '<bold>bold <italic>both</italic></bold>'],
    ['***both***', '<bold><italic>both</italic></bold>'],
    ['_**both**_!', '<italic><bold>both</bold></italic>!'],
    ['(*so*), **so**.', '(<italic>so</italic>), <bold>so</bold>.'],
    ['**粗体**文字', '<bold>粗体</bold>文字'],
    ['*one* *two*', '<italic>one</italic> <italic>two</italic>'],
    ['*a **b* c**', '<italic>a **b</italic> c**'],
  ])('%s', (text, shown) => expect(read(text)).toBe(shown));

  test.each([
    '2 * 3 * 4',
    '2*3*4',
    '\\*so\\*',
    'snake_case_name and __init__',
    '* one\n* two',
    '**not closed',
    '*over\nlines*',
    '** spaced **',
    '****',
    '¯\\_(ツ)_/¯',
    '>_< >_<',
    '-_- -_-',
    '*_* *_*',
    'été_x_été',
    '*',
  ])('stay signs: %j', (text) => expect(readText(text)).toEqual([text]));
});

describe('code', () => {
  test.each([
    ['run `npm **i**`', 'run <code>npm **i**</code>'],
    ['```\nconst a = `b`;\n\n*c*\n```\nso', '<block>const a = `b`;\n\n*c*</block>so'],
    ['a `b\nc` d', 'a `b\nc` d'],
    ['``` never closed', '``` never closed'],
    ['*a ```b``` c*', '*a <block>b</block> c*'],
    ['`<b>` https', '<code><b></code> https'],
  ])('%j', (text, shown) => expect(read(text)).toBe(shown));
});

describe('addresses', () => {
  test.each([
    ['see https://a.example/b?c=d#e.', 'see <link>https://a.example/b?c=d#e</link>.'],
    ['(https://a.example/x_(y))', '(<link>https://a.example/x_(y)</link>)'],
    ['**https://a.example**', '<bold><link>https://a.example</link></bold>'],
    ['_https://a.example/a_b_', '<italic><link>https://a.example/a_b</link></italic>'],
    ['HTTPS://A.EXAMPLE', '<link>HTTPS://A.EXAMPLE</link>'],
    ['<https://a.example>', '<<link>https://a.example</link>>'],
    ['看https://a.example/x。很好', '看<link>https://a.example/x</link>。很好'],
    ['https://a.example))]}', '<link>https://a.example</link>))]}'],
    ['"https://a.example"', '"<link>https://a.example</link>"'],
    ['https://a.example/\u202egpj.exe', '<link>https://a.example/</link>\u202egpj.exe'],
    ['[text](https://a.example)', '[text](<link>https://a.example</link>)'],
    ['`https://a.example`', '<code>https://a.example</code>'],
  ])('%s', (text, shown) => expect(read(text)).toBe(shown));

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'xhttps://a.example',
    'https://',
    'http://[',
    'https:/a.example',
    'https://%00',
    'www.a.example',
  ])('are no links: %s', (text) => expect(readText(text)).toEqual([text]));

  const linked = (text: string) => readText(text).find((part) => typeof part !== 'string');

  test.each([
    ['https://a.example/?q=<', undefined],
    ['https://A.example', undefined],
    ['https://аpple.example', 'xn--pple-43d.example'],
    ['https://bank.example@evil.example/', 'evil.example'],
    ['https://bank.example\\@evil.example', 'bank.example'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['https://a。example', undefined],
  ])('%s leads to %s, as is said where it isn’t seen', (text, host) => {
    expect(linked(text)).toMatchObject({ kind: 'link', host });
  });
});

/**
 * How many characters and frames are looked at, each as often as it is. What a pattern tries in vain
 * within one search doesn't count.
 */
function stepsOf(run: () => void): number {
  let steps = 0;
  const { exec } = RegExp.prototype;
  const { findLastIndex } = Array.prototype;
  RegExp.prototype.exec = function (text) {
    const { global, sticky, lastIndex } = this;
    const from = global || sticky ? lastIndex : 0;
    const found = exec.call(this, text);
    const to = found ? found.index + found[0].length : sticky ? from : text.length;
    steps += 1 + to - from;
    return found;
  };
  Array.prototype.findLastIndex = function (...search: Parameters<typeof findLastIndex>) {
    steps += this.length;
    return findLastIndex.apply(this, search);
  };
  try {
    run();
  } finally {
    Object.assign(RegExp.prototype, { exec });
    Object.assign(Array.prototype, { findLastIndex });
  }
  return steps;
}

describe('reading takes steps in proportion to the text', () => {
  test.each([
    '*',
    '**a ',
    '*a ',
    '_a*b',
    '*a_ ',
    '`',
    '`a\n',
    '```',
    '````a',
    'http://',
    'xhttp://',
    'https://a.b/(',
    'https://a.b)) ',
    '***a',
    '(',
    ' *a*',
    '\u0301',
  ])('%j again and again', (part) => {
    const text = part.repeat(Math.ceil(50_000 / part.length));
    const steps = stepsOf(() => readText(text));
    expect(steps).toBeLessThan(10 * text.length);
  });
});
