import { expect, test } from 'vitest';
import { memoryStorage } from '../testing/fake-page.js';
import { createSiteMemory } from './site-memory.js';
import { safeStorage } from './storage.js';

test('a storage that can’t be had is kept in memory instead', () => {
  const storage = safeStorage(() => {
    throw new Error('SecurityError');
  });
  storage.setItem('a', '1');
  expect(storage.getItem('a')).toBe('1');
  storage.removeItem('a');
  expect(storage.getItem('a')).toBeNull();
});

test('a full storage keeps in memory what it refuses', () => {
  const full = {
    ...memoryStorage(),
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };
  const storage = safeStorage(() => full);
  storage.setItem('a', '1');
  expect(storage.getItem('a')).toBe('1');
});

test('a tab’s view survives, and one site’s isn’t another’s', () => {
  const [tab, browser] = [memoryStorage(), memoryStorage()];
  createSiteMemory('a', tab, browser).keep({ code: 'k7w-q2m-x9d', open: true });
  expect(createSiteMemory('a', tab, browser).view()).toEqual({ code: 'k7w-q2m-x9d', open: true });
  expect(createSiteMemory('b', tab, browser).view()).toEqual({});
  expect(createSiteMemory('a', memoryStorage(), browser).lastRoom()).toBe('k7w-q2m-x9d');
});

test.each(['no json', '3', 'null'])('a kept view that reads %j counts as none', (rubbish) => {
  const tab = memoryStorage();
  tab.setItem('roomlet:view:', rubbish);
  expect(createSiteMemory(undefined, tab, memoryStorage()).view()).toEqual({});
});

test('a draft is kept per room, and an empty one leaves nothing', () => {
  const tab = memoryStorage();
  const memory = createSiteMemory(undefined, tab, memoryStorage());
  memory.keepDraft('a', 'half a sen');
  expect([memory.draft('a'), memory.draft('b')]).toEqual(['half a sen', '']);
  memory.keepDraft('a', '');
  expect(tab.getItem('roomlet:view:')).toBe('{"drafts":{}}');
});

test('a draft is of its tab, its site and its room', () => {
  const [tab, otherTab, browser] = [memoryStorage(), memoryStorage(), memoryStorage()];
  const shop = createSiteMemory('shop', tab, browser);
  shop.keepDraft('k7w-q2m-x9d', 'half a sen');
  expect(createSiteMemory('shop', tab, browser).draft('k7w-q2m-x9d')).toBe('half a sen');
  expect(shop.draft('bbb-ccc-ddd')).toBe('');
  for (const [site, storage] of [
    ['help', tab],
    [undefined, tab],
    ['shop', otherTab],
  ] as const) {
    expect(createSiteMemory(site, storage, browser).draft('k7w-q2m-x9d')).toBe('');
  }
});
