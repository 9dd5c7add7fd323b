import { expect, test } from 'vitest';
import { readOptions } from './options.js';

const URL = 'https://chat.example';
const read = (attributes: Record<string, string>) => readOptions(URL, (name) => attributes[name]);

test('a bare script tag needs no options', () => {
  expect(read({})).toEqual({ url: URL });
});

test('every attribute becomes an option', () => {
  const all = {
    mode: 'inline',
    theme: 'dark',
    lang: 'de',
    accent: 'teal',
    room: 'k7w',
    name: 'Mia',
    site: 'shop',
    hotkeys: 'shield',
    inviteParams: 'lang,ref',
  };
  expect(read(all)).toEqual({ url: URL, ...all });
});

test('what isn’t known, or is empty, counts as not given', () => {
  expect(read({ mode: 'sideways', theme: '', name: '  ', room: '' })).toEqual({ url: URL });
});
