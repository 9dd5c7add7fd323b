import { expect, test } from 'vitest';
import { ANA, MIA, sent } from '../testing/fake-room.js';
import { reactionsOf } from './reactions.js';

const people = (...ids: string[]) =>
  ids.map((id) => ({ id, name: id.toUpperCase(), online: true }));
const of = (reactions: Record<string, string[]>, members = people('mia', 'ana')) =>
  reactionsOf({ ...sent(1, ANA, 'Hi'), reactions }, { self: MIA, members });

test('each kind says who, apart from the reader', () => {
  expect(of({ '👍': ['ana', 'mia'], '🎉': ['ana'] })).toEqual([
    { emoji: '👍', count: 2, mine: true, names: ['ANA'], others: 0 },
    { emoji: '🎉', count: 1, mine: false, names: ['ANA'], others: 0 },
  ]);
});

test('those who left, or are too many to name, are counted', () => {
  const crowd = Array.from({ length: 30 }, (_, i) => `m${i}`);
  expect(of({ '👍': ['gone', 'mia'] })).toMatchObject([{ mine: true, names: [], others: 1 }]);
  const [one] = of({ '👍': crowd }, people(...crowd));
  expect(one?.names).toHaveLength(10);
  expect(one).toMatchObject({ count: 30, others: 20 });
});

test('a message with very many kinds shows the first', () => {
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`e${i}`, ['ana']]));
  expect(of(many)).toHaveLength(20);
});

test('none are none', () => {
  expect(of({})).toEqual([]);
  expect(reactionsOf(sent(1, ANA, 'Hi'), { self: MIA, members: [] })).toEqual([]);
});
