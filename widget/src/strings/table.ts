import type { en } from './en.js';

/** CLDR's names for the forms that a number calls for; each language has some of them. */
type Form = Intl.LDMLPluralRule;

/** A text per form, or one text where all forms are the same; `other` is in every language. */
type Plural = string | ({ readonly other: string } & { readonly [form in Form]?: string });

/** `en`'s keys, with other texts, and with `P` where the text depends on a number. */
type Shape<T, P> = T extends string
  ? string
  : T extends { readonly other: string; readonly one: string }
    ? P
    : { readonly [key in keyof T]: Shape<T[key], P> };

export type Strings = Shape<typeof en, Plural>;

/** What a locale must be: all keys and no others, and all of its language's plural forms. */
export type Translation<Forms extends Form> = Shape<
  typeof en,
  string | { readonly [form in Forms]: string }
>;

export type Values = Readonly<Record<string, string | number>>;

/**
 * Fills a text in.
 * @param values what stands for `{name}`; a plural text is chosen by `values.count`.
 */
export type Say = (text: Plural, values?: Values) => string;

/** @param lang a BCP 47 tag: which plural rules and digits to use. */
export function createSay(lang: string): Say {
  const rules = new Intl.PluralRules(lang);
  const digits = new Intl.NumberFormat(lang);
  return (text, values = {}) => {
    const form =
      typeof text === 'string' ? text : (text[rules.select(Number(values.count))] ?? text.other);
    return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? digits.format(value) : value;
    });
  };
}
