// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { titleBadge, type Write } from './title-badge.js';

const write: Write = (count, title) => `(${count}) ${title}`;
const [one, other] = [{}, {}];
const set = (count: number, widget = one) => titleBadge().set(widget, count, write);
const raw = () => document.head.querySelector('title')?.textContent;
/** Lets what watches the title see it, and act. */
const settled = async () => {
  await Promise.resolve();
  vi.advanceTimersByTime(1_000);
  await Promise.resolve();
};

beforeEach(() => {
  vi.useFakeTimers();
  document.head.innerHTML = '<title>  Shop | $& 3 </title>';
});
afterEach(() => {
  for (const widget of [one, other]) set(0, widget);
  vi.useRealTimers();
});

test('the count stands before the title, follows, and the title is as it was afterwards', async () => {
  set(1);
  expect(document.title).toBe('(1) Shop | $& 3');
  await settled();
  set(12);
  expect(document.title).toBe('(12) Shop | $& 3');
  set(0);
  expect(raw()).toBe('  Shop | $& 3 ');
});

test('several widgets add up, and each takes only its own away', () => {
  set(2);
  set(3, other);
  expect(document.title).toBe('(5) Shop | $& 3');
  set(0);
  expect(document.title).toBe('(3) Shop | $& 3');
  set(0, other);
  expect(raw()).toBe('  Shop | $& 3 ');
});

test('a title that the page sets meanwhile gets the count, and is what stays', async () => {
  set(2);
  document.title = 'Cart';
  await settled();
  expect(document.title).toBe('(2) Cart');
  document.head.querySelector('title')?.replaceWith(document.createElement('title'));
  document.title = 'Paid';
  await settled();
  expect(document.title).toBe('(2) Paid');
  set(0);
  expect(document.title).toBe('Paid');
});

test('one that it set a moment ago is left alone', () => {
  set(2);
  document.title = 'Cart';
  set(0);
  expect(document.title).toBe('Cart');
});

test('what others write around the count doesn’t pile up', async () => {
  set(2);
  for (let i = 0; i < 5; i++) {
    document.title = `★ ${document.title}`;
    await settled();
  }
  set(0);
  expect(document.title.replace(/ +/g, ' ')).toBe('★ ★ ★ ★ ★ Shop | $& 3');
});

test('a page without a title is without one afterwards', () => {
  document.head.innerHTML = '';
  set(2);
  expect(document.title).toBe('(2)');
  set(0);
  expect(document.head.childElementCount).toBe(0);
});

test('nothing watches the page when there is no count', async () => {
  set(2);
  set(0);
  document.title = 'Cart';
  await settled();
  expect(document.title).toBe('Cart');
});
