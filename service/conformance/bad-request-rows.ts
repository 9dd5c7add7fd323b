import type { Ask } from './http.js';

export interface HttpPlaces {
  room: string;
  /** A live seat's token in `room`. */
  seat: string;
  /** A live seat's token in another room. */
  foreignSeat: string;
  guarded: string;
  nowhere: string;
}

/** [what is wrong, the request, the code that is due] */
export type RequestRow = readonly [
  label: string,
  request: (at: HttpPlaces) => readonly [path: string, ask: Ask],
  due: string,
];

const create = (body: unknown) => () => ['/v1/rooms', { body, method: 'POST' }] as const;
const take = (body: unknown) => (at: HttpPlaces) =>
  [`/v1/rooms/${at.room}/seats`, { body, method: 'POST' }] as const;
const post = (body: unknown) => (at: HttpPlaces) =>
  [`/v1/rooms/${at.room}/messages`, { body, seat: at.seat, method: 'POST' }] as const;
const events = (query: string) => (at: HttpPlaces) =>
  [`/v1/rooms/${at.room}/events${query}`, { seat: at.seat }] as const;
const about =
  (path: string, method = 'GET') =>
  (at: HttpPlaces) =>
    [`/v1/rooms/${at.room}${path}`, { seat: at.seat, method }] as const;
const authorization = (header: (at: HttpPlaces) => string) => (at: HttpPlaces) =>
  [`/v1/rooms/${at.room}/events`, { headers: { authorization: header(at) } }] as const;

export const BAD_REQUESTS: readonly RequestRow[] = [
  ['[W2] create: not JSON', create('title=x'), 'bad_request'],
  ['[W2] create: an array', create([]), 'bad_request'],
  ['[W2] create: null', create('null'), 'bad_request'],
  ['[W2] create: a cut-off body', create('{"title":"x'), 'bad_request'],
  ['[W2] create: 30,000 brackets', create('['.repeat(30_000)), 'bad_request'],
  ['[W2] create: a title of 81', create({ title: 't'.repeat(81) }), 'too_large'],
  ['[W2] create: a number as title', create({ title: 1 }), 'bad_request'],
  ['[W2] create: a title with a line break', create({ title: 'a\nb' }), 'bad_request'],
  ['[W2] create: a lone surrogate', create('{"title":"\\udc00"}'), 'bad_request'],
  ['[W2] create: an empty password', create({ password: '' }), 'bad_request'],
  ['[W2] create: a password of 201', create({ password: 'p'.repeat(201) }), 'too_large'],
  ['[W2] create: a key of 15', create({ key: 'k'.repeat(15) }), 'bad_request'],
  ['[W2] create: a key of 65', create({ key: 'k'.repeat(65) }), 'too_large'],
  ['[W2] create: a body over 64 KiB', create(`{"x":"${'x'.repeat(65_536)}"}`), 'too_large'],
  ['[W2] create: a body of 100 KB', create('x'.repeat(100_000)), 'too_large'],
  ['[W2] facts: no such room', (at) => [`/v1/rooms/${at.nowhere}`, {}], 'not_found'],
  ['[W2] facts: what can’t be a code', () => ['/v1/rooms/hello', {}], 'not_found'],
  ['[W2] facts: NUL', () => ['/v1/rooms/%00', {}], 'not_found'],
  ['[W2] facts: a path upwards', () => ['/v1/rooms/..%2f..%2fetc%2fpasswd', {}], 'not_found'],
  ['[W2] facts: broken escapes', () => ['/v1/rooms/%zz%', {}], 'not_found'],
  ['[W2] seat: no name', take({}), 'bad_request'],
  ['[W2] seat: a name of 41', take({ name: 'n'.repeat(41) }), 'too_large'],
  ['[W2] seat: a control character', take({ name: 'a\tb' }), 'bad_request'],
  ['[W2] seat: a wrong host token', take({ name: 'A', hostToken: 'wrong' }), 'unauthorized'],
  ['[W2] seat: a wrong identity', take({ name: 'A', identity: 'wrong' }), 'unauthorized'],
  ['[W2] seat: a number as key', take({ name: 'A', key: 5 }), 'bad_request'],
  [
    '[W2] seat: no such room',
    (at) => [`/v1/rooms/${at.nowhere}/seats`, { body: { name: 'A' } }],
    'not_found',
  ],
  [
    '[W2] seat: no password',
    (at) => [`/v1/rooms/${at.guarded}/seats`, { body: { name: 'A' } }],
    'password_required',
  ],
  [
    '[W2] seat: a wrong password',
    (at) => [`/v1/rooms/${at.guarded}/seats`, { body: { name: 'A', password: 'no' } }],
    'password_required',
  ],
  ['[W2] message: not JSON', post('hello'), 'bad_request'],
  ['[W2] message: no key', post({ text: 'x' }), 'bad_request'],
  ['[W2] message: no text', post({ key: 'k' }), 'bad_request'],
  ['[W2] message: a text of 4,001', post({ key: 'k', text: 'x'.repeat(4_001) }), 'too_large'],
  ['[W2] message: a reply to nothing', post({ key: 'k', text: 'x', replyTo: 999 }), 'not_found'],
  ['[W2] events: limit 0', events('?limit=0'), 'bad_request'],
  ['[W2] events: limit 201', events('?limit=201'), 'bad_request'],
  ['[W2] events: limit 1e1', events('?limit=1e1'), 'bad_request'],
  ['[W2] events: before −1', events('?before=-1'), 'bad_request'],
  ['[W2] events: before 1.5', events('?before=1.5'), 'bad_request'],
  ['[W2] events: after a word', events('?after=abc'), 'bad_request'],
  ['[W2] events: both bounds', events('?after=1&before=3'), 'bad_request'],
  ['[W3] events: no token', (at) => [`/v1/rooms/${at.room}/events`, {}], 'unauthorized'],
  [
    '[W4] events: a token in the address proves nothing',
    (at) => [`/v1/rooms/${at.room}/events?seat=${at.seat}&token=${at.seat}`, {}],
    'unauthorized',
  ],
  ['[W3] events: a token that isn’t', authorization(() => 'Bearer not-a-token'), 'unauthorized'],
  [
    '[W3] events: another room’s token',
    authorization((at) => `Bearer ${at.foreignSeat}`),
    'unauthorized',
  ],
  ['[W3] events: an empty Bearer', authorization(() => 'Bearer '), 'unauthorized'],
  ['[W3] events: Basic', authorization((at) => `Basic ${at.seat}`), 'unauthorized'],
  [
    '[W3] events: a header of 3,000',
    authorization(() => `Bearer ${'x'.repeat(3_000)}`),
    'unauthorized',
  ],
  [
    '[W3] message: no token',
    (at) => [`/v1/rooms/${at.room}/messages`, { body: { key: 'k', text: 'x' } }],
    'unauthorized',
  ],
  ['[W2] export: another format', about('/export?format=pdf'), 'bad_request'],
  ['[W2] export: an empty format', about('/export?format='), 'bad_request'],
  ['[W3] export: no token', (at) => [`/v1/rooms/${at.room}/export`, {}], 'unauthorized'],
  [
    '[W4] export: a token in the address proves nothing',
    (at) => [`/v1/rooms/${at.room}/export?seat=${at.seat}`, {}],
    'unauthorized',
  ],
  [
    '[W3] export: another room’s token',
    (at) => [`/v1/rooms/${at.room}/export`, { seat: at.foreignSeat }],
    'unauthorized',
  ],
  ['[W3] delete: by who is no host', about('', 'DELETE'), 'forbidden'],
  ['[W3] delete: no token', (at) => [`/v1/rooms/${at.room}`, { method: 'DELETE' }], 'unauthorized'],
  [
    '[W2] delete: no such room',
    (at) => [`/v1/rooms/${at.nowhere}`, { method: 'DELETE', seat: at.seat }],
    'not_found',
  ],
  ['[W2] a path that isn’t', () => ['/v1/nothing', {}], 'not_found'],
  ['[W2] a method that isn’t', () => ['/v1/rooms', { method: 'PUT', body: {} }], 'not_found'],
];
