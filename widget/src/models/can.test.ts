import { expect, test } from 'vitest';
import { ANA, MIA, NOON, sent } from '../testing/fake-room.js';
import { can } from './can.js';

const mine = sent(1, MIA, 'x');
const hers = sent(2, ANA, 'x');
const guest = { self: MIA, isHost: false };
const host = { self: MIA, isHost: true };
const NOTHING = { reply: false, copy: false, edit: false, delete: false };

test('one edits one’s own, and deletes those; a host deletes any', () => {
  expect(can(mine, guest)).toEqual({ reply: true, copy: true, edit: true, delete: true });
  expect(can(hers, guest)).toEqual({ reply: true, copy: true, edit: false, delete: false });
  expect(can(hers, host)).toEqual({ reply: true, copy: true, edit: false, delete: true });
});

test('nothing is done with what is gone, and what isn’t kept yet is only copied', () => {
  const gone = { ...mine, text: undefined, deleted: true as const };
  const pending = { key: 'p', text: 'x', at: NOON, by: MIA, status: 'pending' as const };
  expect(can(gone, host)).toEqual(NOTHING);
  expect(can(pending, host)).toEqual({ ...NOTHING, copy: true });
});

test('in a room that ended one only copies', () => {
  const closed = { code: 'expired', message: 'x' } as const;
  expect(can(mine, { ...host, closed })).toEqual({ ...NOTHING, copy: true });
});
