import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stampEvent } from '../encode.js';
import { Body } from './body.js';
import { packAnswer, packRequest, unpackAnswer, unpackRequest } from './codec.js';
import { PackReader, PackWriter } from './pack.js';
import type { Request } from './request.js';

const seq = fc.nat(Number.MAX_SAFE_INTEGER);
const text = fc.string({ unit: 'binary' });
const event = fc.record({
  target: seq,
  body: text.map((one) => JSON.stringify({ kind: 'message', text: one })),
});
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
  }),
  fc.record({
    op: fc.constant('readAbout' as const),
    room,
    target: seq,
    bound: seq,
    limit: seq,
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
          expect(events.map(({ target }) => target)).toEqual(one.events.map((e) => e.target));
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
      packAnswer(into, 'append', { ...stored, scrubbed: log });
      packAnswer(into, 'append', undefined);
      packAnswer(into, 'findKey', undefined);
      packAnswer(into, 'due', ['a', 'b']);
      const from = new PackReader(into.take());
      expect(unpackAnswer(from, 'readAfter')).toEqual(log);
      const scrubbed = log.length > 0 && { scrubbed: log };
      expect(unpackAnswer(from, 'append')).toEqual({ ...stored, ...scrubbed });
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
