import { expect, test } from 'vitest';
import { type Surroundings, showsIntent } from './intent.js';

const page: Surroundings = {
  popup: true,
  site: undefined,
  address: 'https://site.example/shop?brooms=2#rooms',
  read: () => null,
};

test('a popup on an ordinary page waits', () => {
  expect(showsIntent(page)).toBe(false);
});

test('a widget that is part of the page is wanted', () => {
  expect(showsIntent({ ...page, popup: false })).toBe(true);
});

test.each(['?room=k7w-q2m-x9d', '?x=1&room=K7WQ2MX9D&y=2', '#room=k7w%20q2m%E2%80%93x9d'])(
  'a link with %s is intent',
  (part) => {
    expect(showsIntent({ ...page, address: `https://site.example/${part}` })).toBe(true);
  },
);

test.each(['?room=deluxe', '#room=12', '?room=k7w-q2m-x9d-more'])(
  '%s is the page’s own',
  (part) => {
    expect(showsIntent({ ...page, address: `https://site.example/${part}` })).toBe(false);
  },
);

test('a panel that was open before the refresh is intent, of its own site only', () => {
  const read = (key: string) => (key === 'roomlet:view:shop' ? '{"code":"k7w","open":true}' : null);
  expect(showsIntent({ ...page, site: 'shop', read })).toBe(true);
  expect(showsIntent({ ...page, read })).toBe(false);
});

test('so is a room that is held behind a shut panel', () => {
  const kept = '{"open":false,"code":"k7w-q2m-x9d"}';
  expect(showsIntent({ ...page, read: () => kept })).toBe(true);
});

test.each(['{"open":false}', '{"open":false,"link":"k7w-q2m-x9d","read":{"epoch":"e","seq":1}}'])(
  'a panel that was shut after the room was left isn’t: %s',
  (kept) => {
    expect(showsIntent({ ...page, read: () => kept })).toBe(false);
  },
);

test('a storage that throws is no intent', () => {
  const read = () => {
    throw new Error('SecurityError');
  };
  expect(showsIntent({ ...page, read })).toBe(false);
});
