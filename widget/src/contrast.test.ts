import { describe, expect, test } from 'vitest';
import { contrast, PAIRS, type Rgb } from './contrast.js';
import { PUBLIC_COLOURS } from './styles/public-colours.js';
import { tokens } from './styles/tokens.js';

const THEMES = { light: /color-scheme: light;([^}]*)/, dark: /color-scheme: dark;([^}]*)/ };
/** Where a token's name in the styles is another than the page's. */
const NAMES: Record<string, string> = {
  own: 'bubble-own',
  other: 'bubble-other',
  muted: 'text-muted',
};

/** The colours of a theme when a page sets none, by their public names. */
function colours(theme: keyof typeof THEMES): Map<string, string> {
  const block = THEMES[theme].exec(tokens)?.[1] ?? '';
  const lines = block.matchAll(/--([\w-]+): [^;#]*(#[\dA-F]{6})\)*;/g);
  return new Map([...lines].map(([, name = '', hex = '']) => [NAMES[name] ?? name, hex]));
}

const rgb = (hex = ''): Rgb => {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
};

test('contrast is as WCAG has it', () => {
  expect(contrast([0, 0, 0], [1, 1, 1])).toBe(21);
  expect(contrast(rgb('#767676'), [1, 1, 1])).toBeCloseTo(4.54, 2);
});

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const table = colours(theme);

  test.each(PAIRS)('%s on %s has at least %d:1', (front, ground, least) => {
    expect(contrast(rgb(table.get(front)), rgb(table.get(ground)))).toBeGreaterThanOrEqual(least);
  });

  test('every public colour is a token', () => {
    for (const name of PUBLIC_COLOURS) expect(table.get(name), name).toMatch(/^#/);
  });
});

test.each([
  ['light', 'text', 'bg', 17.8],
  ['dark', 'text', 'bg', 15.9],
  ['light', 'text-muted', 'bg', 6.3],
  ['dark', 'text-muted', 'bg', 7.8],
  ['light', 'field-border', 'bg', 3.7],
  ['dark', 'field-border', 'bg', 3.9],
  ['light', 'on-accent', 'accent', 5.7],
  ['dark', 'on-accent', 'accent', 6.9],
  ['light', 'own-text', 'bubble-own', 5.7],
  ['light', 'own-meta', 'bubble-own', 4.7],
] as const)('%s: %s on %s is the %d:1 that was designed', (theme, front, ground, ratio) => {
  const table = colours(theme);
  expect(contrast(rgb(table.get(front)), rgb(table.get(ground)))).toBeCloseTo(ratio, 1);
});
