import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RoomEvent } from './event.js';
import { foldEvent, type Message } from './fold.js';
import { arbitraryLog } from './testing/arbitrary-log.js';
import { scrubbed } from './testing/scrubbed.js';

const MEMBERS = ['ana', 'bo', 'cy'].map((id) => ({ id, name: id }));

const log = arbitraryLog();

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

it('[W15] events that lost their text fold to what the whole ones did, whichever came how', () => {
  fc.assert(
    fc.property(log, fc.array(fc.boolean(), { maxLength: 30 }), (events, seenWhole) => {
      const kept = scrubbed(events);
      const mixed = events.map((event, i) => (seenWhole[i] ? event : (kept[i] ?? event)));
      expect([...fold(kept)]).toEqual([...fold(events)]);
      expect([...fold(mixed)]).toEqual([...fold(events)]);
    }),
  );
});

it('pages folded from the newest back, later events about older ones again, are the whole', () => {
  fc.assert(
    fc.property(log, fc.array(fc.nat(30)), (events, cuts) => {
      const bounds = [...new Set([0, ...cuts, events.length])]
        .filter((cut) => cut <= events.length)
        .sort((a, b) => b - a);
      let view = new Map<number, Message>();
      let later: RoomEvent[] = [];
      for (const [i, end] of bounds.entries()) {
        const page = events.slice(bounds[i + 1] ?? 0, end);
        view = fold(later, new Map([...fold(page), ...view]));
        const oldest = page[0]?.seq ?? 0;
        const all = [...page, ...later];
        later = all.filter((event) => 'target' in event && event.target < oldest);
      }
      expect([...view]).toEqual([...fold(events)]);
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
