import { describe, expect, test } from 'vitest';
import { ANA, MIA, NOON, sent } from '../testing/fake-room.js';
import { groupRows, type Row } from './rows.js';

const MINUTE = 60_000;

function draw(messages: ReturnType<typeof sent>[], before: readonly Row[] = []) {
  return groupRows({ messages, start: 0, end: messages.length, selfId: MIA.id }, before);
}

/** `[` and `]` mark a group's first and last. */
const shape = (rows: readonly Row[]) =>
  rows
    .map((row) => `${row.first ? '[' : ''}${row.message.by.name}${row.last ? ']' : ''}`)
    .join(' ');

describe('groups', () => {
  test('hold the messages of one author', () => {
    const rows = draw([sent(1, ANA, 'a'), sent(2, ANA, 'b'), sent(3, MIA, 'c'), sent(4, ANA, 'd')]);
    expect(shape(rows)).toBe('[Ana Ana] [Mia] [Ana]');
    expect(rows.map((row) => row.own)).toEqual([false, false, true, false]);
  });

  test('end when five minutes pass, and not a moment before', () => {
    const rows = draw([
      sent(1, ANA, 'a', NOON),
      sent(2, ANA, 'b', NOON + 5 * MINUTE - 1),
      sent(3, ANA, 'c', NOON + 10 * MINUTE - 1),
    ]);
    expect(shape(rows)).toBe('[Ana Ana] [Ana]');
  });

  test('end at midnight, where a day begins', () => {
    const midnight = new Date(2026, 2, 5).getTime();
    const rows = draw([sent(1, ANA, 'a', midnight - 1_000), sent(2, ANA, 'b', midnight + 1_000)]);
    expect(shape(rows)).toBe('[Ana] [Ana]');
    expect(rows.map((row) => row.day)).toEqual([true, true]);
  });

  test('look past the drawn part, so that its edges are no group’s edges', () => {
    const messages = [1, 2, 3, 4].map((seq) => sent(seq, ANA, 'x'));
    const rows = groupRows({ messages, start: 1, end: 3, selfId: MIA.id }, []);
    expect(shape(rows)).toBe('Ana Ana');
    expect(rows.some((row) => row.day)).toBe(false);
  });
});

describe('identity', () => {
  const messages = [sent(1, ANA, 'a'), sent(2, ANA, 'b'), sent(3, MIA, 'c')];

  test('an unchanged row stays the same object, and only neighbours of what is new change', () => {
    const before = draw(messages);
    const after = draw([...messages, sent(4, MIA, 'd')], before);
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(after[2]).not.toBe(before[2]);
  });

  test('rows that are all unchanged are the same array', () => {
    const before = draw(messages);
    expect(draw([...messages], before)).toBe(before);
  });

  test('a message keeps its row’s key from pending to sent', () => {
    const pending = { key: 'k9', text: 'x', at: NOON, by: MIA, status: 'pending' as const };
    const kept = sent(9, MIA, 'x');
    const key = (message: typeof pending | typeof kept) =>
      groupRows({ messages: [message as typeof kept], start: 0, end: 1, selfId: 'mia' }, [])[0]
        ?.key;
    expect(key(pending)).toBe(key(kept));
  });
});
