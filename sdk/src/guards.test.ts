import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, readCommitted, readFacts, readFrame, readJoined, readPage } from './guards.js';
import type { RoomEvent } from './protocol/event.js';
import { factsSchema } from './protocol/event.js';
import { committedSchema, joinedSchema, pageSchema, pushSchema } from './protocol/push.js';

const text = fc.string({ maxLength: 8 });
const seq = fc.integer({ min: 1, max: 99 });
const at = fc.nat();
const yes = fc.constant(true as const);
const rest = { requiredKeys: ['id', 'name'] as ['id', 'name'] };
const member = fc.record({ id: text, name: text, host: yes, verified: yes, avatar: text }, rest);
const presence = fc.record({ online: fc.boolean(), read: seq }, { requiredKeys: ['online'] });
const present = fc.tuple(member, presence).map(([one, here]) => ({ ...one, ...here }));
const kinds = fc.oneof(
  fc.record({ kind: fc.constant('message'), key: text, text }),
  fc.record({ kind: fc.constant('message'), key: text, replyTo: seq, deleted: yes }),
  fc.record({ kind: fc.constant('edit'), target: seq, text }),
  fc.record({ kind: fc.constant('delete'), target: seq }),
  fc.record({ kind: fc.constant('reaction'), target: seq, emoji: text, on: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('joined', 'left') }),
  fc.record({ kind: fc.constant('renamed'), name: text }),
  fc.record({
    kind: fc.constant('moderated'),
    action: fc.constantFrom('kick', 'mute'),
    member: text,
  }),
  fc.record(
    {
      kind: fc.constant('room'),
      title: text,
      locked: fc.boolean(),
      slow: at,
      needsPassword: fc.boolean(),
    },
    { requiredKeys: ['kind'] },
  ),
);
const event = fc
  .tuple(kinds, fc.record({ seq, at, by: member }))
  .map(([kind, stamp]) => ({ ...kind, ...stamp }));
const signal = fc.oneof(
  fc.record({ kind: fc.constant('typing'), member: text, on: fc.boolean() }),
  fc.record(
    {
      kind: fc.constant('presence'),
      online: at,
      members: fc.array(fc.record({ id: text, online: fc.boolean() })),
    },
    { requiredKeys: ['kind', 'online'] },
  ),
  fc.record({ kind: fc.constant('read'), member: text, seq }),
  fc.record({ kind: fc.constant('joined'), member }),
  fc.record({ kind: fc.constant('left'), member: text }),
);
const code = fc.constantFrom('muted', 'rate_limited', 'internal');
const push = fc.oneof(
  fc.record({ type: fc.constant('ok'), id: seq, seq, at }),
  fc.record(
    { type: fc.constant('error'), id: seq, code, message: text, retryAfter: at },
    { requiredKeys: ['type', 'code', 'message'] },
  ),
  fc.record({ type: fc.constant('event'), room: text, event }),
  fc.record({ type: fc.constant('signal'), room: text, signal }),
  fc.record({
    type: fc.constant('closed'),
    room: text,
    code: fc.constantFrom('kicked', 'erased'),
    message: text,
  }),
  fc.record({ type: fc.constant('drain'), retryIn: at }),
);
const facts = fc.record(
  {
    code: text,
    title: text,
    createdAt: at,
    needsPassword: fc.boolean(),
    locked: fc.boolean(),
    slow: seq,
    members: at,
  },
  { requiredKeys: ['code', 'createdAt', 'needsPassword', 'locked', 'members'] },
);
const page = fc.record({ events: fc.array(event, { maxLength: 5 }), first: seq, seq });
const joined = fc
  .tuple(
    page,
    fc.record({
      facts,
      epoch: text,
      self: member,
      seat: text,
      members: fc.array(present),
      online: at,
      recovered: fc.boolean(),
    }),
  )
  .map(([one, other]) => ({ ...one, ...other }));

/** As it is after a way over the wire. */
const wired = <T>(value: T): T => JSON.parse(JSON.stringify(value));

describe('what the schemas accept passes as it is', () => {
  it('frames', () => {
    fc.assert(
      fc.property(push, (frame) => {
        expect(pushSchema.safeParse(frame).success).toBe(true);
        expect(readFrame(JSON.stringify(frame))).toEqual(wired(frame));
      }),
    );
  });

  it('replies and answers', () => {
    const pairs = [
      [joined, joinedSchema, readJoined],
      [page, pageSchema, readPage],
      [facts, factsSchema, readFacts],
      [fc.record({ seq, at }), committedSchema, readCommitted],
    ] as const;
    for (const [values, schema, read] of pairs) {
      fc.assert(
        fc.property(values as fc.Arbitrary<object>, (value) => {
          expect(schema.safeParse(value).success).toBe(true);
          expect(read(parse(JSON.stringify(value)))).toEqual(wired(value));
        }),
      );
    }
  });

  it('and so does what may come later: kinds, codes and fields nobody knows yet', () => {
    const stamp = { seq: 1, at: 1, by: { id: 'a', name: 'A', mood: 'new' } };
    const later = { type: 'event', room: 'r', event: { ...stamp, kind: 'poll', options: [1] } };
    expect(readFrame(JSON.stringify(later))).toEqual(later);
    const closed = { type: 'closed', room: 'r', code: 'moved', message: 'm', to: 'x' };
    expect(readFrame(JSON.stringify(closed))).toEqual(closed);
  });
});

describe('what they refuse does no harm', () => {
  const rubbish = fc.oneof(fc.jsonValue(), fc.constantFrom(null, -1, 1.5, 1e300, {}, [], '', true));
  /** One of the frames, with rubbish in one of its places, at any depth. */
  const broken = fc.tuple(push, rubbish, fc.nat()).map(([frame, wrong, n]) => {
    const copy = wired(frame) as Record<string, unknown>;
    const places: [Record<string, unknown>, string][] = [];
    const walk = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return;
      for (const [name, inner] of Object.entries(value)) {
        places.push([value as Record<string, unknown>, name]);
        walk(inner);
      }
    };
    walk(copy);
    const [into, name] = places[n % places.length] ?? [copy, 'type'];
    into[name] = wrong;
    return copy;
  });

  it('never throws, and what passes has its place and what is shown of it', () => {
    fc.assert(
      fc.property(broken, (frame) => {
        const read = readFrame(JSON.stringify(frame));
        if (read?.type !== 'event') return;
        const { seq, at, by } = read.event;
        for (const number of [seq, at])
          expect(Number.isSafeInteger(number) && number >= 0).toBe(true);
        expect(typeof by.name).toBe('string');
        const { text, name, title } = read.event as Record<string, unknown>;
        for (const shown of [text, name, title]) expect(typeof (shown ?? '')).toBe('string');
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws, whatever text comes', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readFrame(text)));
    for (const text of ['', '0', 'null', '[]', '"x"', '{}', '{"type":null}', undefined, 7]) {
      expect(readFrame(text)).toBeUndefined();
    }
  });

  it('[W5] an event that can’t be read but has its seq keeps its place, as of a kind nobody knows', () => {
    const frame = { type: 'event', room: 'r', event: { seq: 7, kind: 'message', by: 5 } };
    const read = readFrame(JSON.stringify(frame)) as { event: RoomEvent };
    expect(read.event).toMatchObject({ seq: 7, kind: '' });
    const bad = { events: [{ seq: 1 }, { seq: 'x' }, null], first: 1, seq: 2 };
    expect(readPage(bad)?.events).toMatchObject([{ seq: 1, kind: '' }]);
  });
});
