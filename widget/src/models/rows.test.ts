import { describe, expect, test } from 'vitest';
import { ANA, MIA, NOON, sent } from '../testing/fake-room.js';
import { groupRows, type Row, type RowSource } from './rows.js';

const MINUTE = 60_000;

const SCENE = { selfId: MIA.id, hasOlder: false, seen: 0 };

function draw(
  messages: ReturnType<typeof sent>[],
  before: readonly Row[] = [],
  scene: Partial<RowSource> = {},
) {
  return groupRows({ messages, start: 0, end: messages.length, ...SCENE, ...scene }, before);
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

  test('end where a member becomes a host, so that the mark is on what a host says', () => {
    const host = { ...ANA, host: true as const };
    expect(shape(draw([sent(1, ANA, 'a'), sent(2, host, 'b'), sent(3, host, 'c')]))).toBe(
      '[Ana] [Ana Ana]',
    );
  });

  test('look past the drawn part, so that its edges are no group’s edges', () => {
    const messages = [1, 2, 3, 4].map((seq) => sent(seq, ANA, 'x'));
    const rows = draw(messages, [], { start: 1, end: 3 });
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
    const key = (message: typeof pending | typeof kept) => draw([message as typeof kept])[0]?.key;
    expect(key(pending)).toBe(key(kept));
  });
});

describe('what a message answers', () => {
  const hers = sent(3, ANA, 'Four?');
  const answer = { ...sent(5, MIA, 'Four.'), replyTo: 3 };
  const quoteOf = (rows: readonly Row[]) => rows.at(-1)?.quote;

  test('is the message as it is now: an edit or deletion of it shows in the quote', () => {
    const before = draw([hers, answer]);
    expect(quoteOf(before)).toBe(hers);
    const gone = { ...hers, text: '', deleted: true as const };
    const after = draw([gone, answer], before);
    expect(quoteOf(after)).toBe(gone);
    expect(after[1]).not.toBe(before[1]);
  });

  test('is far while pages before the loaded ones may hold it, and gone else', () => {
    expect(quoteOf(draw([answer], [], { hasOlder: true }))).toBe('far');
    expect(quoteOf(draw([answer]))).toBe('gone');
    expect(quoteOf(draw([sent(2, ANA, 'x'), answer], [], { hasOlder: true }))).toBe('gone');
  });

  test('is known of one on its way too', () => {
    const { key, text, at, by, replyTo } = answer;
    const pending = { key, text, at, by, replyTo, status: 'pending' as const };
    expect(quoteOf(draw([hers, pending as unknown as typeof hers]))).toBe(hers);
  });
});

test('one’s own messages are seen as far as somebody else has read', () => {
  const messages = [sent(1, MIA, 'a'), sent(2, ANA, 'b'), sent(3, MIA, 'c'), sent(4, MIA, 'd')];
  const seen = draw(messages, [], { seen: 3 }).map((row) => row.seen);
  expect(seen).toEqual([true, false, true, false]);
});

test('the line "New" stands before one message, and the fade is one row’s', () => {
  const rows = draw(
    [1, 2, 3].map((seq) => sent(seq, ANA, 'x')),
    [],
    { unread: 2, fresh: 'ana:k3' },
  );
  expect(rows.map((row) => row.unread)).toEqual([false, true, false]);
  expect(rows.map((row) => row.fresh)).toEqual([false, false, true]);
});
