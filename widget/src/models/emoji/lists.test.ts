import { beforeAll, describe, expect, test } from 'vitest';
import { memoryStorage } from '../../testing/fake-page.js';
import { QUICK } from '../quick-reactions.js';
import { GROUPS, type Group } from './list.js';
import { loadGroups } from './load.js';
import { createRecent } from './recent.js';
import { search } from './search.js';

let groups: readonly Group[];
beforeAll(async () => {
  groups = await loadGroups('en-US', 'Flags');
});
const all = () => groups.flatMap(({ emoji }) => emoji);
const nameOf = (emoji: string) => all().find((one) => one.emoji === emoji)?.name;

describe('the lists', () => {
  test('have every group, every emoji once, and a name for each', () => {
    expect(groups.map(({ name }) => name)).toEqual(GROUPS);
    expect(all().length).toBeGreaterThan(1_850);
    expect(new Set(all().map(({ emoji }) => emoji)).size).toBe(all().length);
    expect(all().filter(({ name }) => !name || name.includes('|'))).toEqual([]);
  });

  test('put each name to its emoji, countries’ too', () => {
    expect(nameOf('😀')).toBe('grinning face');
    expect(nameOf('🇩🇪')).toBe('Germany');
    expect(nameOf('🏴󠁧󠁢󠁷󠁬󠁳󠁿')).toBe('flag: Wales');
    expect(groups.at(-1)?.emoji.some(({ emoji }) => emoji === '🇩🇪')).toBe(true);
  });

  test('have the quick reactions, as they are sent', () => {
    expect(QUICK.map(nameOf)).not.toContain(undefined);
  });

  test.each([
    ['de-AT', 'grinsendes Gesicht', 'Deutschland'],
    ['fr', 'visage rieur', 'Allemagne'],
    ['es', 'cara sonriendo', 'Alemania'],
    ['pt-BR', 'rosto risonho', 'Alemanha'],
    ['ja', 'にっこり笑う', 'ドイツ'],
    ['zh-CN', '嘿嘿', '德国'],
    ['ar', 'grinning face', 'ألمانيا'],
  ])('speak %s', async (lang, face, country) => {
    const [first, ...rest] = await loadGroups(lang, '');
    expect(first?.emoji[0]?.name).toBe(face);
    expect(rest.at(-1)?.emoji.find(({ emoji }) => emoji === '🇩🇪')?.name).toBe(country);
  });
});

describe('the search', () => {
  const first = (text: string, count = 3) =>
    search(groups, text)
      .slice(0, count)
      .map(({ emoji }) => emoji);

  test.each([
    ['grinning face', '😀'],
    ['fire', '🔥'],
    ['  RED heart ', '❤️'],
    ['heart red', '❤️'],
    ['german', '🇩🇪'],
    ['aland', '🇦🇽'],
    ['cote d’ivoire', '🇨🇮'],
    ['thumbs', '👍'],
    ['heart', '❤️'],
    ['cat', '🐈'],
    ['party', '🎉'],
  ])('for %j finds %s early', (text, emoji) => expect(first(text)).toContain(emoji));

  test('finds by other words than the name, and flags by the word for flags', () => {
    expect(first('laugh', 40)).toContain('😂');
    expect(first('flags', 300)).toContain('🇩🇪');
  });

  test('finds nothing for what is nothing', () => expect(first('xyzzy')).toEqual([]));

  test('is done long before the next key', () => {
    const before = performance.now();
    for (const text of ['a', 'fa', 'face w', 'e e e e']) search(groups, text);
    expect((performance.now() - before) / 4).toBeLessThan(25);
  });
});

test('the newest come first in what was used, each once, and no more than two lines', () => {
  const storage = memoryStorage();
  const recent = createRecent(storage);
  for (const { emoji } of all().slice(0, 30)) recent.add(emoji);
  recent.add('😀');
  recent.add('not an emoji');
  const used = createRecent(storage)
    .of(groups)
    .map(({ emoji }) => emoji);
  expect(used[0]).toBe('😀');
  expect(new Set(used).size).toBe(used.length);
  expect(used.length).toBeLessThanOrEqual(16);
  expect(used).not.toContain('not');
});
