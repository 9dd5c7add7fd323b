import { foldEvent, type Message, type RoomEvent } from '@roomlet/sdk/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Outline } from './outline.js';

const MESSAGES = 4;

const act = fc.oneof(
  fc.record({
    kind: fc.constant('reaction' as const),
    target: fc.integer({ min: 1, max: MESSAGES + 1 }),
    emoji: fc.constantFrom('👍', '🎉', '🦊', '__proto__'),
    on: fc.boolean(),
    by: fc.constantFrom('ana', 'bo', 'cy'),
  }),
  fc.record({
    kind: fc.constant('edit' as const),
    target: fc.integer({ min: 1, max: MESSAGES + 1 }),
    by: fc.constantFrom('ana', 'bo'),
  }),
);

it('agrees with the fold on edits and on reactions, their order and their counts', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const said = Array.from({ length: MESSAGES }, (_, n) => ({
        seq: n + 1,
        at: n,
        by: { id: 'ana', name: 'Ana' },
        kind: 'message' as const,
        key: `k${n}`,
        text: 'first',
      }));
      const done = acts.map(({ by, ...rest }, n) => {
        const seq = MESSAGES + 1 + n;
        const text = rest.kind === 'edit' && { text: `of ${seq}` };
        return { seq, at: seq, by: { id: by, name: by }, ...rest, ...text } as RoomEvent;
      });
      const messages = new Map<number, Message>();
      const outline = new Outline();
      for (const event of [...said, ...done]) {
        foldEvent(messages, event);
        outline.take(event);
      }
      for (const { seq, reactions = {}, text } of messages.values()) {
        const counts = Object.entries(reactions).map(([emoji, ids]) => [emoji, ids.length]);
        expect([...outline.reactions(seq)]).toEqual(counts);
        const edit = outline.editOf(seq);
        expect(edit === undefined ? 'first' : `of ${edit}`).toBe(text);
      }
    }),
  );
});

it('knows the name and the time of a message that is answered, once it was passed', () => {
  const outline = new Outline();
  const by = { id: 'ana', name: 'Ana' };
  outline.take({ seq: 2, at: 2, by, kind: 'message', key: 'k', text: 'x', replyTo: 1 });
  expect(outline.answered(1)).toBeUndefined();
  outline.pass({ seq: 1, at: 7, by });
  expect(outline.answered(1)).toEqual({ name: 'Ana', at: 7 });
  outline.pass({ seq: 2, at: 8, by });
  expect(outline.answered(2)).toBeUndefined();
});
