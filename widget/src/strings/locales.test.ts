import { describe, expect, test } from 'vitest';
import { en } from './en.js';
import { LANGUAGES } from './language.js';
import { loadTongue } from './load.js';
import type { Strings } from './table.js';

/** Every text of a table by its path, as its forms. */
function texts(strings: Strings): [path: string, forms: Record<string, string>][] {
  return Object.entries(strings).flatMap(([section, entries]) =>
    Object.entries(entries).map(([key, text]): [string, Record<string, string>] => [
      `${section}.${key}`,
      typeof text === 'string' ? { any: text } : text,
    ]),
  );
}

const marks = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
const english = new Map(
  texts(en).map(([path, forms]) => [path, marks(Object.values(forms).join())]),
);
/** Forms that stand for one number: a language may have words for it instead of the figure. */
const FIXED = ['zero', 'one', 'two'];

describe.each(LANGUAGES)('%s', (language) => {
  test('no text is empty, and each fills in what the English one does', async () => {
    const { strings } = await loadTongue(language);
    for (const [path, forms] of texts(strings)) {
      for (const [form, text] of Object.entries(forms)) {
        expect(text.trim(), path).toBe(text);
        expect(text, path).not.toBe('');
        const optional = (mark: string) => mark === '{count}' && FIXED.includes(form);
        const wanted = english.get(path)?.filter((mark) => !optional(mark) || text.includes(mark));
        expect(marks(text), `${path}, ${form}`).toEqual(wanted);
      }
    }
  });

  test('a text that depends on a number has every form of the language, and no other', async () => {
    const { strings } = await loadTongue(language);
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plural = texts(strings).filter(([, forms]) => !('any' in forms));
    for (const [path, forms] of plural) {
      expect(Object.keys(forms).sort(), path).toEqual([...wanted].sort());
    }
  });

  test('apostrophes, quotation marks and ellipses are the typographic ones', async () => {
    const { strings } = await loadTongue(language);
    for (const [path, forms] of texts(strings)) {
      expect(Object.values(forms).join(), path).not.toMatch(/['"]|\.\.\./);
    }
  });
});
