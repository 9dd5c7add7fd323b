import fc from 'fast-check';
import { RULES, type Shape } from './rules.js';

const { id, room, seq, position, page, key, text, flag, token, name, title, password } = RULES;
const { emoji, epoch, member, secretKey, slow } = RULES;

const MEMBER_ACTIONS = ['kick', 'ban', 'unban', 'mute', 'unmute', 'promote'];
const ROOM_ACTIONS = ['lock', 'unlock', 'close', 'hosttoken'];

const is =
  (...values: readonly unknown[]) =>
  (value: unknown) =>
    values.includes(value);

const since = (value: unknown): boolean => {
  const { epoch: named, seq: at, ...rest } = (value ?? {}) as Record<string, unknown>;
  return epoch(named) && position(at) && Object.keys(rest).length === 0;
};

/** The shape that an accepted command must have. */
export function shapeOf({ type, action }: Record<string, unknown>): Shape | undefined {
  const base = { type: is(type), id };
  const inRoom = { ...base, room };
  switch (type) {
    case 'join':
      return {
        ...inRoom,
        'key?': secretKey,
        'name?': name,
        'seat?': token,
        'hostToken?': token,
        'identity?': token,
        'password?': password,
        'since?': since,
        'tail?': page,
      };
    case 'leave':
      return inRoom;
    case 'send':
      return { ...inRoom, key, text, 'replyTo?': seq };
    case 'edit':
      return { ...inRoom, target: seq, text };
    case 'delete':
      return { ...inRoom, target: seq };
    case 'react':
      return { ...inRoom, target: seq, emoji, on: flag };
    case 'rename':
      return { ...inRoom, name };
    case 'read':
      return { ...inRoom, seq: position };
    case 'history':
      return { ...inRoom, 'before?': position, 'after?': position, 'limit?': page };
    case 'typing':
      return { type: is('typing'), room, on: flag };
    case 'ping':
      return base;
    case 'moderate': {
      const order = { ...inRoom, action: is(action) };
      if (MEMBER_ACTIONS.includes(String(action))) return { ...order, member };
      if (ROOM_ACTIONS.includes(String(action))) return order;
      if (action === 'slow') return { ...order, value: slow };
      if (action === 'password') return { ...order, 'value?': password };
      return action === 'title' ? { ...order, value: title } : undefined;
    }
    default:
      return undefined;
  }
}

const base = (type: string, fields: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc.record({
    type: fc.constant(type),
    id: fc.integer({ min: 1 }),
    room: fc.constant('k7w-q2m-x9d'),
    ...fields,
  });
const some = fc.integer({ min: 1, max: 1_000 });
const words = fc.constantFrom('hello', 'Grüße', '🦊 fox', 'two\nlines');

/** Commands as they should be, one of each kind and more. */
export const validCommand: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  base('join', { name: fc.constantFrom('Ana', 'Zoë', '🦊') }),
  base('join', {
    key: fc.constant('k'.repeat(20)),
    seat: fc.constant('token'),
    tail: fc.constant(50),
    since: fc.constant({ epoch: 'e', seq: 3 }),
  }),
  base('join', {
    name: fc.constant('Ana'),
    hostToken: fc.constant('token'),
    password: fc.constant('sesame'),
    identity: fc.constant('a.b.c'),
  }),
  base('leave'),
  base('send', { key: fc.constantFrom('k', 'key-2'), text: words }),
  base('send', { key: fc.constant('k'), text: words, replyTo: some }),
  base('edit', { target: some, text: words }),
  base('delete', { target: some }),
  base('react', { target: some, emoji: fc.constantFrom('👍', '🦊', '🇨🇭'), on: fc.boolean() }),
  base('rename', { name: fc.constantFrom('Ana', 'René') }),
  base('read', { seq: fc.nat() }),
  base('history', { before: some, limit: fc.constant(50) }),
  base('history', { after: some }),
  base('typing', { on: fc.boolean() }),
  base('ping'),
  base('moderate', { action: fc.constantFrom('lock', 'unlock', 'close') }),
  base('moderate', { action: fc.constantFrom(...MEMBER_ACTIONS), member: fc.constant('abc') }),
  base('moderate', { action: fc.constant('slow'), value: some }),
  base('moderate', { action: fc.constantFrom('password', 'title'), value: fc.constant('sesame') }),
);

export const FIELDS = [
  ...['type', 'id', 'room', 'key', 'name', 'seat', 'hostToken', 'identity', 'password', 'since'],
  ...['tail', 'text', 'replyTo', 'target', 'emoji', 'on', 'seq', 'before', 'after', 'limit'],
  ...['action', 'member', 'value'],
];
