import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stampEvent } from '../encode.js';
import { Body } from './body.js';
import { packAnswer, packRequest, unpackAnswer, unpackRequest } from './codec.js';
import { PackReader, PackWriter } from './pack.js';
import type { PackedEvent, Request } from './request.js';

const seq = fc.nat(Number.MAX_SAFE_INTEGER);
const text = fc.string({ unit: 'binary' });
const body = text.map((one) => JSON.stringify({ kind: 'message', text: one }));
const event: fc.Arbitrary<PackedEvent<string>> = fc.oneof(
  fc.record({ body, kind: fc.constantFrom('message', 'joined', 'an unknown kind'), target: seq }),
  fc.record({
    body,
    kind: fc.constant('reaction'),
    target: seq,
    reaction: fc.record({ member: text, emoji: text, on: fc.boolean() }),
  }),
);
const room = fc.nat();
const request: fc.Arbitrary<Request> = fc.oneof(
  fc.record({
    op: fc.constant('append' as const),
    room,
    at: seq,
    events: fc.array(event),
    key: fc.option(fc.record({ seat: text, key: text }), { nil: undefined }),
    rest: fc.option(fc.record({ ended: fc.array(text), scrub: seq, patch: text }), {
      nil: undefined,
    }),
  }),
  fc.record({ op: fc.constant('findKey' as const), room, seat: text, key: text }),
  fc.record({
    op: fc.constantFrom('readAfter' as const, 'readBefore' as const),
    room,
    bound: seq,
    limit: seq,
    characters: fc.oneof(seq, fc.constant(Number.POSITIVE_INFINITY)),
  }),
  fc.record({ op: fc.constant('readAmended' as const), room, message: seq, most: seq }),
  fc.record({
    op: fc.constant('readReactions' as const),
    room,
    wish: fc.record({ message: seq, member: text, emoji: text, limit: seq }),
  }),
  fc.record({ op: fc.constant('erase' as const), room }),
  fc.record({ op: fc.constant('open' as const), code: text }),
);

it('what is asked for arrives as it was, whatever is asked for before and after', () => {
  fc.assert(
    fc.property(fc.array(request, { maxLength: 20 }), (requests) => {
      const into = new PackWriter();
      for (const one of requests) packRequest(into, one);
      const from = new PackReader(into.take());
      for (const one of requests) {
        const got = unpackRequest(from);
        if (one.op === 'append' && got.op === 'append') {
          const { events, ...rest } = got;
          const stamped = events.map(({ body }) => String(body.stamp(7, 8)));
          expect(stamped).toEqual(one.events.map(({ body }) => stampEvent(body, 7, 8)));
          const bare = ({ body: _, ...rest }: PackedEvent<unknown>) => rest;
          expect(events.map(bare)).toEqual(one.events.map(bare));
          expect({ ...rest, events: one.events }).toEqual(one);
        } else {
          expect(got).toEqual(one);
        }
      }
      expect(from.done).toBe(true);
    }),
  );
});

it('answers arrive as they were', () => {
  const json = fc.string({ unit: 'grapheme' });
  const events = fc.array(fc.record({ seq, json }));
  fc.assert(
    fc.property(events, seq, seq, fc.boolean(), (log, head, at, duplicate) => {
      const stored = { seq: head, at, head, first: 1, ...(duplicate && { duplicate }) } as const;
      const into = new PackWriter();
      packAnswer(into, 'readAfter', log);
      packAnswer(into, 'append', stored);
      packAnswer(into, 'append', undefined);
      packAnswer(into, 'findKey', undefined);
      packAnswer(into, 'due', ['a', 'b']);
      const from = new PackReader(into.take());
      expect(unpackAnswer(from, 'readAfter')).toEqual(log);
      expect(unpackAnswer(from, 'append')).toEqual(stored);
      expect(unpackAnswer(from, 'append')).toBeUndefined();
      expect(unpackAnswer(from, 'findKey')).toBeUndefined();
      expect(unpackAnswer(from, 'due')).toEqual(['a', 'b']);
    }),
  );
});

it('the longest stamp there can be fits in front of a body', () => {
  const body = Body.of('{"kind":"left"}');
  const most = Number.MAX_SAFE_INTEGER;
  expect(String(body.stamp(most, most))).toBe(stampEvent('{"kind":"left"}', most, most));
  expect(String(body.stamp(1, 2))).toBe('{"seq":1,"at":2,"kind":"left"}');
});
