import { expect, test } from 'vitest';
import { memoryStorage } from '../testing/fake-page.js';
import { keepWishes, readWishes, wishesKey } from './wishes.js';

test('nothing is wished for, and nothing kept, until somebody does', () => {
  const browser = memoryStorage();
  expect(readWishes(browser, 'shop')).toEqual({ sound: false, desktop: false });
  keepWishes(browser, 'shop', { sound: true, desktop: false });
  expect(readWishes(browser, 'shop')).toEqual({ sound: true, desktop: false });
  expect(readWishes(browser, 'help')).toEqual({ sound: false, desktop: false });
  keepWishes(browser, 'shop', { sound: false, desktop: false });
  expect(browser.getItem(wishesKey('shop'))).toBeNull();
});
