import { expect, it } from 'vitest';
import { WANTED } from './view-key.js';

it('a panel that was open before the refresh is wanted', () => {
  expect(WANTED.test('{"open":true}')).toBe(true);
});

it('a room that is held behind a shut panel is wanted', () => {
  expect(WANTED.test('{"open":false,"code":"k7w-q2m-x9d"}')).toBe(true);
});

it.each(['{"open":false}', '{"open":false,"link":"k7w-q2m-x9d","read":{"epoch":"e","seq":1}}'])(
  'a panel that was shut after the room was left is not wanted: %s',
  (view) => {
    expect(WANTED.test(view)).toBe(false);
  },
);

it('a tab that keeps no view wants nothing', () => {
  expect(WANTED.test(null as never)).toBe(false);
});
