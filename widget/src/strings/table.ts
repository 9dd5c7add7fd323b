import type { en } from './en.js';

/** A text per plural form (CLDR names); `other` is in every language. */
type Plural = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** The shape a locale fills in: `en`'s keys, with its own words and plural forms. */
type Shape<T> = T extends string
  ? string
  : T extends { readonly other: string; readonly one: string }
    ? Plural
    : { readonly [key in keyof T]: Shape<T[key]> };

export type Strings = Shape<typeof en>;
export type Values = Readonly<Record<string, string | number>>;

/**
 * Fills a text in.
 * @param values what stands for `{name}`; a plural text is chosen by `values.count`.
 */
export type Say = (text: string | Plural, values?: Values) => string;

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
