import { expect, it } from 'vitest';
import { refuse } from '../room/refusal.js';
import { network, Visitors } from './visitors.js';

const RATES = {
  joins: { burst: 2, refill: 2, per: 60_000 },
  guesses: { burst: 2, refill: 2, per: 60_000 },
  rooms: { burst: 1, refill: 1, per: 3_600_000 },
};

it('refuses right and wrong alike once the guesses are used up, until they refill', () => {
  let now = 0;
  const visitor = new Visitors(RATES, () => now).at('192.0.2.1');
  expect([visitor.wrong(refuse.noRoom()).code, visitor.wrong(refuse.noRoom()).code]).toEqual([
    'not_found',
    'not_found',
  ]);
  expect(visitor.wrong(refuse.noRoom())).toMatchObject({
    code: 'rate_limited',
    retryAfter: 30_000,
  });
  expect(() => visitor.guard()).toThrow('Too many');
  now = 30_000;
  expect(() => visitor.guard()).not.toThrow();
});

it('counts by address, and gives a room back that was not made', () => {
  const visitors = new Visitors(RATES, () => 0);
  const visitor = visitors.at('192.0.2.1');
  visitor.createRoom();
  expect(() => visitors.at('::ffff:192.0.2.1').createRoom()).toThrow('Too many rooms');
  expect(() => visitors.at('192.0.2.2').createRoom()).not.toThrow();
  visitor.refundRoom();
  expect(() => visitor.createRoom()).not.toThrow();
});

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['0000:0000:0000:0000:0000:ffff:192.0.2.1', '192.0.2.1'],
  ['0000:0000:0000:0000:0000:ffff:c000:0201', '192.0.2.1'],
  ['::ffff:c000:201', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0db8:0001:0002:ffff:4:5:6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s stands for %s', (address, expected) => {
  expect(network(address)).toBe(expected);
});
