import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RoomEvent } from './event.js';
import { foldEvent, type Message } from './fold.js';

const MEMBERS = ['ana', 'bo', 'cy'].map((id) => ({ id, name: id }));

type Draft =
  | { kind: 'message'; key: string; text: string }
  | { kind: 'edit'; target: number; text: string }
  | { kind: 'delete'; target: number }
  | { kind: 'reaction'; target: number; emoji: string; on: boolean };

const target = fc.integer({ min: 1, max: 12 });
const draft: fc.Arbitrary<Draft> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('message' as const),
      key: fc.string(),
      text: fc.string(),
    }),
  },
  fc.record({ kind: fc.constant('edit' as const), target, text: fc.string() }),
  fc.record({ kind: fc.constant('delete' as const), target }),
  fc.record({
    kind: fc.constant('reaction' as const),
    target,
    emoji: fc.constantFrom('👍', '🎉', '__proto__', 'constructor'),
    on: fc.boolean(),
  }),
);
const log: fc.Arbitrary<RoomEvent[]> = fc
  .array(fc.tuple(draft, fc.constantFrom(...MEMBERS)), { maxLength: 30 })
  .map((drafts) => drafts.map(([one, by], i) => ({ ...one, seq: i + 1, at: 1_000 + i, by })));

function fold(events: readonly RoomEvent[], into = new Map<number, Message>()) {
  for (const event of events) foldEvent(into, event);
  return into;
}

it('folding a log in two goes is folding it in one', () => {
  fc.assert(
    fc.property(log, fc.nat(30), (events, cut) => {
      const split = fold(events.slice(cut), fold(events.slice(0, cut)));
      expect([...split]).toEqual([...fold(events)]);
    }),
  );
});

it('a message changes only by a new object: what was seen stays as it was', () => {
  fc.assert(
    fc.property(log, (events) => {
      const messages = new Map<number, Message>();
      for (const event of events) {
        const before = new Map(messages);
        const copies = structuredClone(before);
        const changed = foldEvent(messages, event);
        expect(before).toEqual(copies);
        for (const [seq, message] of messages) {
          if (message !== changed) expect(before.get(seq)).toBe(message);
        }
      }
    }),
  );
});

it('[W15] a deleted message has no text and no reactions, and nothing brings them back', () => {
  fc.assert(
    fc.property(log, (events) => {
      const deleted = new Set(events.flatMap((e) => (e.kind === 'delete' ? [e.target] : [])));
      for (const message of fold(events).values()) {
        const late = events.some(
          (e) => e.kind === 'delete' && e.target === message.seq && e.seq > message.seq,
        );
        if (deleted.has(message.seq) && late) {
          expect(message).toMatchObject({ deleted: true });
          expect(message).not.toHaveProperty('text');
          expect(message).not.toHaveProperty('reactions');
        }
      }
    }),
  );
});

it('counts each member once per emoji, in the order they came', () => {
  const [ana, bo] = MEMBERS as [(typeof MEMBERS)[0], (typeof MEMBERS)[0]];
  const at = 1;
  const react = (seq: number, by: typeof ana, on: boolean): RoomEvent => ({
    kind: 'reaction',
    seq,
    at,
    by,
    target: 1,
    emoji: '👍',
    on,
  });
  const message: RoomEvent = { kind: 'message', seq: 1, at, by: ana, key: 'k', text: 'Hi' };
  const both = fold([message, react(2, bo, true), react(3, ana, true), react(4, bo, true)]);
  expect(both.get(1)?.reactions).toEqual({ '👍': ['ana', 'bo'] });
  const none = fold([react(5, ana, false), react(6, bo, false)], both);
  expect(none.get(1)?.reactions ?? {}).toEqual({});
});
