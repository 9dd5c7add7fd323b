/** What the rows may speak of: a room this connection has joined, and others. */
export interface Places {
  room: string;
  /** There, and not joined by this connection. */
  elsewhere: string;
  /** Needs the password `PASSWORD`. */
  guarded: string;
  /** Could be a code; no room has it. */
  nowhere: string;
}

export const PASSWORD = 'correct horse battery';

/** [what is wrong, the frame, the code that is due ('ok' where nothing is wrong after all)] */
export type Row = readonly [
  label: string,
  frame: string | ((at: Places) => object | string),
  due: string,
];

const raw = (json: string): Row[1] => json;
const join = (fields: object) => (at: Places) => ({ type: 'join', room: at.elsewhere, ...fields });
const send = (fields: object) => (at: Places) => ({
  type: 'send',
  room: at.room,
  key: 'k',
  text: 'x',
  ...fields,
});
const history = (fields: object) => (at: Places) => ({ type: 'history', room: at.room, ...fields });
const rename = (name?: unknown) => (at: Places) => ({ type: 'rename', room: at.room, name });
const inRoom = (fields: object) => (at: Places) => ({ room: at.room, ...fields });

export const NOT_A_COMMAND: readonly Row[] = [
  ['[W1] an empty frame', raw(''), 'bad_request'],
  ['[W1] plain words', raw('hello'), 'bad_request'],
  ['[W1] a cut-off object', raw('{"id":1,"type":"ping"'), 'bad_request'],
  ['[W1] two objects in a frame', raw('{"id":1,"type":"ping"}{"id":2}'), 'bad_request'],
  ['[W1] single quotes', raw("{'id':1,'type':'ping'}"), 'bad_request'],
  ['[W1] NaN', raw('{"id":NaN,"type":"ping"}'), 'bad_request'],
  ['[W1] a lone NUL', raw('\u0000'), 'bad_request'],
  ['[W1] a raw control character in a string', raw('{"id":1,"type":"p\u0001"}'), 'bad_request'],
  ['[W1] null', raw('null'), 'bad_request'],
  ['[W1] a number', raw('42'), 'bad_request'],
  ['[W1] a string', raw('"ping"'), 'bad_request'],
  ['[W1] an array', raw('[{"id":1,"type":"ping"}]'), 'bad_request'],
  ['[W1] 30,000 brackets deep', raw(`${'['.repeat(30_000)}${']'.repeat(30_000)}`), 'bad_request'],
  ['[W1] 30,000 open brackets', raw('['.repeat(30_000)), 'bad_request'],
  ['[W1] no type', () => ({}), 'bad_request'],
  ['[W1] a number as type', () => ({ type: 5 }), 'bad_request'],
  ['[W1] a null type', () => ({ type: null }), 'bad_request'],
  ['[W1] an unknown type', () => ({ type: 'dance' }), 'bad_request'],
  ['[W1] a type in upper case', () => ({ type: 'PING' }), 'bad_request'],
  ['[W1] a type every object has', () => ({ type: 'constructor' }), 'bad_request'],
  ['[W1] __proto__ as type', () => ({ type: '__proto__' }), 'bad_request'],
  ['[W1] a push sent back', inRoom({ type: 'event', event: {} }), 'bad_request'],
  ['[W1] an unknown extra field', () => ({ type: 'ping', extra: { deep: [1] } }), 'ok'],
  [
    '[W1] an extra field 10,000 deep',
    raw(`{"id":1,"type":"ping","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
    'ok',
  ],
  ['[W1] __proto__ as extra field', raw('{"id":1,"type":"ping","__proto__":{"id":2}}'), 'ok'],
  ['[W1] 100 KB of extra field', () => ({ type: 'ping', x: 'x'.repeat(100_000) }), 'too_large'],
  ['[W1] 200 KB that isn’t JSON', raw('x'.repeat(200_000)), 'too_large'],
];

/** Frames whose `id` can't be read: the error has none either. */
export const BAD_IDS: readonly Row[] = [
  ['[W2] no id', raw('{"type":"ping"}'), 'bad_request'],
  ['[W2] id 0', raw('{"id":0,"type":"ping"}'), 'bad_request'],
  ['[W2] id −1', raw('{"id":-1,"type":"ping"}'), 'bad_request'],
  ['[W2] id 1.5', raw('{"id":1.5,"type":"ping"}'), 'bad_request'],
  ['[W2] id as a string', raw('{"id":"1","type":"ping"}'), 'bad_request'],
  ['[W2] id null', raw('{"id":null,"type":"ping"}'), 'bad_request'],
  ['[W2] id true', raw('{"id":true,"type":"ping"}'), 'bad_request'],
  ['[W2] an infinite id', raw('{"id":1e999,"type":"ping"}'), 'bad_request'],
  ['[W2] an object as id', raw('{"id":{},"type":"ping"}'), 'bad_request'],
];

export const BAD_JOINS: readonly Row[] = [
  ['[W1] join without a room', () => ({ type: 'join', name: 'Ana' }), 'bad_request'],
  ['[W1] join a number', join({ room: 5 }), 'bad_request'],
  ['[W1] join null', join({ room: null }), 'bad_request'],
  ['[W2] join what can’t be a code', join({ room: 'aaa-eee-iii', name: 'Ana' }), 'not_found'],
  ['[W2] join the empty code', join({ room: '', name: 'Ana' }), 'not_found'],
  ['[W2] join a code of 2,000', join({ room: 'k'.repeat(2_000), name: 'Ana' }), 'not_found'],
  ['[W2] join a code with NUL', join({ room: 'k7w-q2m-x9\u0000', name: 'Ana' }), 'not_found'],
  [
    '[W2] join a code no room has',
    (at) => ({ type: 'join', room: at.nowhere, name: 'Ana' }),
    'not_found',
  ],
  ['[W2] a new seat without a name', join({}), 'bad_request'],
  ['[W2] an empty name', join({ name: '' }), 'bad_request'],
  ['[W2] a name of spaces', join({ name: ' \u00a0 ' }), 'bad_request'],
  ['[W2] a name of 41', join({ name: 'a'.repeat(41) }), 'too_large'],
  ['[W2] a name of 41 emoji', join({ name: '🦊'.repeat(41) }), 'too_large'],
  ['[W2] a number as name', join({ name: 7 }), 'bad_request'],
  ['[W2] a name with a line break', join({ name: 'Ana\nBen' }), 'bad_request'],
  ['[W2] a name with NUL', join({ name: 'Ana\u0000' }), 'bad_request'],
  ['[W2] a name with DEL', join({ name: 'A\u007fna' }), 'bad_request'],
  ['[W2] a name with a C1 control', join({ name: 'A\u0085na' }), 'bad_request'],
  ['[W2] a name of bidi overrides', join({ name: '\u202e\u2066\u200f' }), 'bad_request'],
  [
    '[W2] a name with a lone surrogate',
    (at) => `{"id":1,"type":"join","room":"${at.elsewhere}","name":"A\\ud800"}`,
    'bad_request',
  ],
  ['[W2] a join key of 15', join({ name: 'Ana', key: 'k'.repeat(15) }), 'bad_request'],
  ['[W2] a join key of 65', join({ name: 'Ana', key: 'k'.repeat(65) }), 'too_large'],
  ['[W2] a join key not ASCII', join({ name: 'Ana', key: 'é'.repeat(20) }), 'bad_request'],
  ['[W2] a number as join key', join({ name: 'Ana', key: 1e20 }), 'bad_request'],
  ['[W2] a seat that isn’t', join({ seat: 'not-a-seat-token-at-all' }), 'unauthorized'],
  ['[W2] a number as seat', join({ seat: 12 }), 'bad_request'],
  ['[W2] a wrong host token', join({ name: 'Ana', hostToken: 'wrong-host-token' }), 'unauthorized'],
  ['[W2] an array as host token', join({ name: 'Ana', hostToken: ['x'] }), 'bad_request'],
  ['[W2] a wrong identity', join({ name: 'Ana', identity: 'a.b.c' }), 'unauthorized'],
  [
    '[W2] no password',
    (at) => ({ type: 'join', room: at.guarded, name: 'Ana' }),
    'password_required',
  ],
  [
    '[W2] a wrong password',
    (at) => ({ type: 'join', room: at.guarded, name: 'Ana', password: 'wrong' }),
    'password_required',
  ],
  ['[W2] an empty password', join({ name: 'Ana', password: '' }), 'bad_request'],
  ['[W2] a password of 201', join({ name: 'Ana', password: 'p'.repeat(201) }), 'too_large'],
  ['[W2] since without fields', join({ name: 'Ana', since: {} }), 'bad_request'],
  ['[W2] a number as since', join({ name: 'Ana', since: 3 }), 'bad_request'],
  ['[W2] since seq −1', join({ name: 'Ana', since: { epoch: 'e', seq: -1 } }), 'bad_request'],
  ['[W2] since seq "1"', join({ name: 'Ana', since: { epoch: 'e', seq: '1' } }), 'bad_request'],
  ['[W2] tail 0', join({ name: 'Ana', tail: 0 }), 'bad_request'],
  ['[W2] tail 201', join({ name: 'Ana', tail: 201 }), 'bad_request'],
  ['[W2] tail 1.5', join({ name: 'Ana', tail: 1.5 }), 'bad_request'],
  ['[W2] tail "50"', join({ name: 'Ana', tail: '50' }), 'bad_request'],
];

export const BAD_COMMANDS: readonly Row[] = [
  ['[W3] send before joining', (at) => ({ ...send({})(at), room: at.elsewhere }), 'unauthorized'],
  ['[W3] send to no room', (at) => ({ ...send({})(at), room: at.nowhere }), 'not_found'],
  ['[W3] send to what can’t be a code', send({ room: '../../etc' }), 'not_found'],
  [
    '[W3] history before joining',
    (at) => ({ type: 'history', room: at.elsewhere }),
    'unauthorized',
  ],
  [
    '[W3] rename before joining',
    (at) => ({ type: 'rename', room: at.elsewhere, name: 'X' }),
    'unauthorized',
  ],
  ['[W3] leave before joining', (at) => ({ type: 'leave', room: at.elsewhere }), 'unauthorized'],
  ['[W3] leave no room', (at) => ({ type: 'leave', room: at.nowhere }), 'not_found'],
  ['[W1] send without a key', send({ key: undefined }), 'bad_request'],
  ['[W2] an empty key', send({ key: '' }), 'bad_request'],
  ['[W2] a key of 65', send({ key: 'k'.repeat(65) }), 'too_large'],
  ['[W2] a key with a line break', send({ key: 'a\nb' }), 'bad_request'],
  ['[W2] a key not ASCII', send({ key: 'schlüssel' }), 'bad_request'],
  ['[W2] a number as key', send({ key: 1 }), 'bad_request'],
  ['[W1] send without text', send({ text: undefined }), 'bad_request'],
  ['[W2] an empty text', send({ text: '' }), 'bad_request'],
  ['[W2] a text of blanks', send({ text: ' \n\t\u00a0 ' }), 'bad_request'],
  ['[W2] a text of 4,001', send({ text: 'x'.repeat(4_001) }), 'too_large'],
  ['[W2] a text of 4,001 emoji', send({ text: '🦊'.repeat(4_001) }), 'too_large'],
  ['[W2] a number as text', send({ text: 5 }), 'bad_request'],
  ['[W2] null as text', send({ text: null }), 'bad_request'],
  ['[W2] an array as text', send({ text: ['x'] }), 'bad_request'],
  [
    '[W2] a text with a lone high surrogate',
    (at) => `{"id":1,"type":"send","room":"${at.room}","key":"s1","text":"a\\ud83e b"}`,
    'bad_request',
  ],
  [
    '[W2] a text with a lone low surrogate',
    (at) => `{"id":1,"type":"send","room":"${at.room}","key":"s2","text":"\\udd8a"}`,
    'bad_request',
  ],
  ['[W2] a reply to nothing', send({ replyTo: 9_999 }), 'not_found'],
  ['[W2] a reply to what is no message', send({ replyTo: 1 }), 'not_found'],
  ['[W2] a reply to 0', send({ replyTo: 0 }), 'bad_request'],
  ['[W2] a reply to "1"', send({ replyTo: '1' }), 'bad_request'],
  ['[W2] a reply to null', send({ replyTo: null }), 'bad_request'],
  ['[W2] both bounds of history', history({ before: 5, after: 1 }), 'bad_request'],
  ['[W2] history before −1', history({ before: -1 }), 'bad_request'],
  ['[W2] history after "1"', history({ after: '1' }), 'bad_request'],
  ['[W2] history limit 0', history({ limit: 0 }), 'bad_request'],
  ['[W2] history limit 201', history({ limit: 201 }), 'bad_request'],
  ['[W2] history limit 1.5', history({ limit: 1.5 }), 'bad_request'],
  ['[W2] history limit null', history({ limit: null }), 'bad_request'],
  ['[W2] rename without a name', rename(), 'bad_request'],
  ['[W2] rename to nothing', rename(''), 'bad_request'],
  ['[W2] rename to 41', rename('n'.repeat(41)), 'too_large'],
  ['[W2] rename with a control character', rename('a\u001bb'), 'bad_request'],
  ['[W1] typing without on', inRoom({ type: 'typing' }), 'bad_request'],
  ['[W1] typing on "yes"', inRoom({ type: 'typing', on: 'yes' }), 'bad_request'],
  ['[W1] ping with a string id', () => ({ id: 'x', type: 'ping' }), 'bad_request'],
];
