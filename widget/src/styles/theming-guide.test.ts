import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../strings/language.js';
import { PUBLIC_COLOURS } from './public-colours.js';
import { tokens } from './tokens.js';

const guide = readFileSync(new URL('../../../docs/guide/theming.md', import.meta.url), 'utf8');
const [light = '', dark = ''] = tokens.split('color-scheme: ').slice(1);
const written = (theme: string, name: string) =>
  new RegExp(`var\\(--roomlet-${name}, [^#;]*(#[\\dA-F]{6})`).exec(theme)?.[1];

test.each(PUBLIC_COLOURS)('the guide’s row of --roomlet-%s is what the widget has', (name) => {
  const colours = [written(light, name), written(dark, name)];
  expect(guide).toContain(`| \`--roomlet-${name}\` | \`${colours[0]}\` | \`${colours[1]}\` |`);
});

test('the guide names every token a page may set, and no other', () => {
  const named = [...guide.matchAll(/^\| `--roomlet-([\w-]+)`/gm)].map(([, name]) => name);
  expect(named).toEqual([...PUBLIC_COLOURS, 'radius', 'font', 'height']);
});

test('the guide counts the languages there are', () => {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  for (const language of LANGUAGES) expect(guide).toContain(names.of(language));
});
