import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedName } from './folded-name.js';

describe('names that look alike fold to the same', () => {
  it.each([
    ['case', 'Ana', 'aNA'],
    ['fullwidth letters', 'Ana', 'Ａｎａ'],
    ['mathematical letters', 'Ana', '𝓐𝓷𝓪'],
    ['a ligature', 'Office', 'oﬀice'],
    ['ß and SS', 'Groß', 'GROSS'],
    ['ß and capital ẞ', 'groß', 'GROẞ'],
    ['the two small sigmas', 'Οδυσσεύς', 'ΟΔΥΣΣΕΎΣ'],
    ['a final sigma within', 'ςα', 'σα'],
    ['Kelvin and K', 'Kim', '\u212aim'],
    ['dotted capital İ', 'Ipek', 'İpek'],
    ['dotless ı', 'Ipek', 'ıpek'],
    ['İ in two code points', 'İpek', 'I\u0307pek'],
    ['a composed and a decomposed accent', 'Amélie', 'Ame\u0301lie'],
    ['spaces at either end', 'Ana', ' Ana '],
    ['a space within', 'Ana Lee', 'AnaLee'],
    ['a no-break and an ideographic space', 'Ana Lee', 'Ana\u00a0\u3000Lee'],
    ['a soft hyphen', 'Ana', 'An\u00ada'],
    ['a zero-width joiner', 'Ana', 'An\u200da'],
    ['a zero-width space', 'Ana', 'An\u200ba'],
    ['a byte order mark', 'Ana', '\ufeffAna'],
    ['a grapheme joiner', 'Ana', 'An\u034fa'],
    ['a variation selector', 'Ana', 'Ana\ufe0f'],
    ['a tag character', 'Ana', 'Ana\u{e0061}'],
    ['an Arabic letter mark', 'Ana', '\u061cAna'],
    ['an interlinear anchor', 'Ana', 'Ana\ufff9'],
    ['a blank braille pattern', 'Ana', 'Ana\u2800'],
    ['a Hangul filler', 'Ana', 'Ana\u3164'],
    ['a halfwidth Hangul filler', 'Ana', 'Ana\uffa0'],
    ['a null notehead', 'Ana', 'Ana\u{1d159}'],
    ['a leading mark', 'Ana', '\u0301Ana'],
    ['a mark on a space', 'Ana Lee', 'Ana \u0301Lee'],
    ['a mark on an invisible character at the start', 'Ana', '\u200b\u0301Ana'],
    ['a control character', 'Ana', 'An\u0007a'],
  ])('%s', (_, name, copy) => {
    expect(foldedName(copy)).toBe(foldedName(name));
  });

  it.each([
    ['marks', '\u0301\u0302'],
    ['fillers', '\u3164\u2800'],
    ['a soft hyphen', '\u00ad'],
  ])('a name of %s only folds to nothing', (_, name) => {
    expect(foldedName(name)).toBe('');
  });
});

describe('names that a reader tells apart stay apart', () => {
  it.each([
    ['Ana', 'Anna'],
    ['Ana', 'Aná'],
    ['Ana', 'Ana1'],
    ['Ana', 'Ana 🦊'],
    ['Ana', 'Ana.'],
    ['Ana', 'Аna'],
    ['Muller', 'Müller'],
    ['Li', 'Lı\u0308'],
    ['か', 'が'],
    ['किम', 'कम'],
  ])('%s and %s', (one, other) => {
    expect(foldedName(one)).not.toBe(foldedName(other));
  });
});

describe('every name', () => {
  const name = fc.string({ unit: 'binary', maxLength: 12 });

  it('folds the same however its case is', () => {
    for (let point = 0x20; point <= 0x10ffff; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const letter = String.fromCodePoint(point);
      const folded = foldedName(`x${letter}`);
      const cases = [letter.toLowerCase(), letter.toUpperCase(), letter.normalize('NFKC')];
      const other = cases.find((one) => one !== letter && foldedName(`x${one}`) !== folded);
      if (other !== undefined) expect(foldedName(`x${other}`), letter).toBe(folded);
    }
  });

  it('folds the same composed and decomposed, and once is enough', () => {
    fc.assert(
      fc.property(name, (text) => {
        const folded = foldedName(text);
        expect(foldedName(text.normalize('NFD'))).toBe(folded);
        expect(foldedName(text.normalize('NFC'))).toBe(folded);
        expect(foldedName(folded)).toBe(folded);
      }),
    );
  });
});
