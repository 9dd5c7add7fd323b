import { expect, test } from 'vitest';
import { showsIntent } from './intent.js';

const ADDRESS = 'https://site.example/shop?brooms=2#rooms';

function wanted({ popup = true, site = '', address = ADDRESS, kept = {} as object } = {}): boolean {
  const values: Record<string, string> = { ...kept };
  return showsIntent(popup, site, address, (key) => values[key] ?? null);
}

test('a popup on an ordinary page waits', () => {
  expect(wanted()).toBe(false);
});

test('a widget that is part of the page is wanted', () => {
  expect(wanted({ popup: false })).toBe(true);
});

test.each(['?room=k7w-q2m-x9d', '?x=1&room=K7WQ2MX9D&y=2', '#room=k7w%20q2m%E2%80%93x9d'])(
  'a link with %s is intent',
  (part) => {
    expect(wanted({ address: `https://site.example/${part}` })).toBe(true);
  },
);

test.each(['?room=deluxe', '#room=12', '?room=k7w-q2m-x9d-more'])(
  '%s is the page’s own',
  (part) => {
    expect(wanted({ address: `https://site.example/${part}` })).toBe(false);
  },
);

test('a panel that was open before the refresh is intent, of its own site only', () => {
  const kept = { 'roomlet:view:shop': '{"open":true}' };
  expect(wanted({ site: 'shop', kept })).toBe(true);
  expect(wanted({ kept })).toBe(false);
});

test('so is a room that is held behind a shut panel', () => {
  const kept = { 'roomlet:view:': '{"open":false,"code":"k7w-q2m-x9d"}' };
  expect(wanted({ kept })).toBe(true);
});

test.each(['{"open":false}', '{"open":false,"link":"k7w-q2m-x9d","read":{"epoch":"e","seq":1}}'])(
  'a panel that was shut after the room was left isn’t: %s',
  (view) => {
    expect(wanted({ kept: { 'roomlet:view:': view } })).toBe(false);
  },
);

test('a storage that throws is no intent', () => {
  const read = () => {
    throw new Error('SecurityError');
  };
  expect(showsIntent(true, '', ADDRESS, read)).toBe(false);
});
