import { expect, test } from 'vitest';
import { ANA, MIA, NOON, sent } from '../testing/fake-room.js';
import { firstUnread } from './divider.js';

const messages = [sent(3, ANA, 'a'), sent(5, MIA, 'b'), sent(8, ANA, 'c'), sent(9, ANA, 'd')];
const state = { messages, self: MIA, hasOlder: false };

test('the line stands before the first message of somebody else after what was read', () => {
  expect(firstUnread(state, 3)).toEqual({ seq: 8, place: 2 });
  expect(firstUnread(state, 8)).toEqual({ seq: 9, place: 3 });
});

test('there is none when all was read, and none before a message on its way', () => {
  expect(firstUnread(state, 9)).toBeUndefined();
  const pending = { key: 'p', text: 'x', at: NOON, by: MIA, status: 'pending' as const };
  expect(firstUnread({ ...state, messages: [...messages, pending] }, 9)).toBeUndefined();
});

test('it waits for the page that tells where it stands', () => {
  expect(firstUnread({ ...state, hasOlder: true }, 1)).toBeUndefined();
  expect(firstUnread({ ...state, hasOlder: true }, 3)?.seq).toBe(8);
  expect(firstUnread(state, 1)?.seq).toBe(3);
});
