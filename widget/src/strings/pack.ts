import type { Strings } from './table.js';

/** Between texts, and between the plural forms of one; no text has these. */
const TEXTS = '~';
const FORMS = '|';

/** Sections and their keys, in their order: `launcher open close~panel label`. */
export function keysOf(strings: Strings): string {
  return Object.entries(strings)
    .map(([section, texts]) => [section, ...Object.keys(texts)].join(' '))
    .join(TEXTS);
}

/**
 * A locale without its keys, which are the same in all of them and a third of its size: first the
 * names of its plural forms, then every text in the order of `keys`.
 */
export function pack(keys: string, strings: Strings): string {
  const table = strings as unknown as Record<string, Record<string, string | object>>;
  const texts = keys.split(TEXTS).flatMap((line) => {
    const [section = '', ...names] = line.split(' ');
    return names.map((name) => table[section]?.[name] ?? '');
  });
  const plural = texts.find((text) => typeof text === 'object') ?? {};
  const written = texts.map((text) =>
    typeof text === 'string' ? text : Object.values(text).join(FORMS),
  );
  return [Object.keys(plural).join(FORMS), ...written].join(TEXTS);
}

export function unpack(keys: string, packed: string): Strings {
  const texts = packed.split(TEXTS).map((text) => text.split(FORMS));
  const forms = texts.shift() ?? [];
  const read = (name: string) => {
    const text = texts.shift() ?? [];
    const whole =
      text.length > 1 ? Object.fromEntries(forms.map((form, i) => [form, text[i]])) : text[0];
    return [name, whole];
  };
  const sections = keys.split(TEXTS).map((line) => {
    const [section, ...names] = line.split(' ');
    return [section, Object.fromEntries(names.map(read))];
  });
  return Object.fromEntries(sections);
}
