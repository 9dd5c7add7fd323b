import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCommand, readableId } from './codec.js';
import { commandSchema } from './command.js';
import { DEFAULT_LIMITS } from './limits.js';

const schema = commandSchema(DEFAULT_LIMITS);
const decode = (frame: unknown) =>
  decodeCommand(schema, typeof frame === 'string' ? frame : JSON.stringify(frame));
const room = 'k7w-q2m-x9d';
const send = { type: 'send', id: 1, room, key: 'k', text: 'Hello' };
const join = { type: 'join', id: 1, room };

function refusal(frame: unknown) {
  const decoded = decode(frame);
  if (decoded.ok) throw new Error('was taken');
  return decoded;
}

function taken(frame: unknown) {
  const decoded = decode(frame);
  if (!decoded.ok) throw new Error(decoded.error.message);
  return decoded.command;
}

describe('[W1] what can be read', () => {
  it('drops unknown fields and keeps the known', () => {
    expect(taken({ ...send, extra: { a: 1 }, replyTo: 3 })).toEqual({ ...send, replyTo: 3 });
  });

  it('trims text, and leaves what is in it alone', () => {
    expect(taken({ ...send, text: '  a\u0000b\u202e  \n' })).toMatchObject({
      text: 'a\u0000b\u202e',
    });
  });

  it('strips bidi controls from names, composes and trims them', () => {
    expect(taken({ ...join, name: '\u202e Ana e\u0301 \u2066' })).toMatchObject({ name: 'Ana é' });
  });

  it('counts lengths in code points of what is stored', () => {
    expect(taken({ ...send, text: `${'😀'.repeat(4_000)}  ` })).toBeDefined();
    expect(taken({ ...join, name: '😀'.repeat(40) })).toBeDefined();
  });

  it('takes one emoji of several code points', () => {
    const react = { type: 'react', id: 1, room, target: 1, on: true };
    for (const emoji of ['👍', '👩‍👩‍👧‍👦', '🏳️‍🌈', '🇩🇪', '❤️']) {
      expect(taken({ ...react, emoji })).toMatchObject({ emoji });
    }
  });

  it('stores an emoji in one form, whatever selectors it comes with', () => {
    const react = { type: 'react', id: 1, room, target: 1, on: true };
    for (const [sent, stored] of [
      ['\u2764', '\u2764\ufe0f'],
      ['👍\ufe0f', '👍'],
    ]) {
      expect(taken({ ...react, emoji: sent })).toMatchObject({ emoji: stored });
    }
  });
});

describe('[W1] [W2] what cannot', () => {
  it.each(['', '{', 'null', '1', '"x"', '[]', '[{}]', 'nul\u0000', '{"type":1}', '{"type":"x"}'])(
    'is bad_request without an id: %s',
    (frame) => expect(refusal(frame)).toMatchObject({ ok: false, error: { code: 'bad_request' } }),
  );

  it.each([0, -1, 1.5, '1', null, 2 ** 53, Number.NaN])('an id %s is no id', (id) => {
    expect(refusal({ ...send, id })).toEqual({ ok: false, error: expect.anything() });
  });

  it('keeps the id of a frame that is wrong elsewhere', () => {
    expect(refusal({ ...send, id: 7, text: 1 })).toMatchObject({ id: 7 });
    expect(refusal({ type: 'nope', id: 7 })).toMatchObject({ id: 7 });
  });

  it.each([
    ['text over its length', { ...send, text: 'x'.repeat(4_001) }, 'too_large'],
    ['text of nothing', { ...send, text: ' \n ' }, 'bad_request'],
    ['a lone surrogate', { ...send, text: '\ud800' }, 'bad_request'],
    ['a key over its length', { ...send, key: 'k'.repeat(65) }, 'too_large'],
    ['an empty key', { ...send, key: '' }, 'bad_request'],
    ['a key out of ASCII', { ...send, key: 'ä' }, 'bad_request'],
    ['a name over its length', { ...join, name: 'x'.repeat(41) }, 'too_large'],
    ['a control character in a name', { ...join, name: 'A\u0000na' }, 'bad_request'],
    ['a name of bidi controls only', { ...join, name: '\u202e\u2066' }, 'bad_request'],
    ['a join key too short', { ...join, key: 'k'.repeat(15) }, 'bad_request'],
    ['a tail out of range', { ...join, tail: 201 }, 'bad_request'],
    ['a since without a seq', { ...join, since: { epoch: 'e' } }, 'bad_request'],
    ['null for absent', { ...join, name: null }, 'bad_request'],
    ['both bounds', { type: 'history', id: 1, room, before: 3, after: 1 }, 'bad_request'],
    [
      'two emoji',
      { type: 'react', id: 1, room, target: 1, emoji: '👍👍', on: true },
      'bad_request',
    ],
    [
      'slow mode for a day',
      { type: 'moderate', id: 1, room, action: 'slow', value: 86_400_000 },
      'bad_request',
    ],
    ['both wrong and too long', { ...send, key: 1, text: 'x'.repeat(4_001) }, 'bad_request'],
  ])('%s', (_, frame, code) => expect(refusal(frame).error.code).toBe(code));

  it('[W4] never says what was sent', () => {
    const secret = 'hunter2-hunter2-hunter2';
    for (const field of ['key', 'seat', 'hostToken', 'identity', 'password', 'name', 'tail']) {
      for (const value of [{ secret }, [secret], secret.repeat(300), `${secret}\ud800`]) {
        const decoded = decode({ ...join, [field]: value });
        expect(JSON.stringify(decoded.ok || decoded.error)).not.toContain('hunter2');
      }
    }
  });
});

it('[W1] never throws, whatever comes', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (frame) => {
      expect(() => decode(frame)).not.toThrow();
      expect(() => readableId(frame)).not.toThrow();
    }),
  );
  expect(() => decode('['.repeat(30_000))).not.toThrow();
  expect(() => decode(`${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`)).not.toThrow();
});

it('finds the id of a frame that is refused unread', () => {
  expect(readableId('{"id":7,"type":1}')).toBe(7);
  for (const frame of ['{"id":"7"}', 'null', '[7]', '{']) expect(readableId(frame)).toBeUndefined();
});
