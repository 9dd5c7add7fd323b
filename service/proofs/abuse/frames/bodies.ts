import type { Case } from '../stage/group.js';
import type { Home } from '../stage/home.js';
import { codeOf } from '../stage/outcome.js';

/** What is JSON, or nearly: frames of a member, and the code that each gets. */

const said = (
  subject: string,
  due: string,
  make: (at: Home) => string | readonly string[],
): Case<Home> => [
  `[W1] ${subject}`,
  due,
  async (at) => {
    const client = await at.stage.open();
    await client.join(at.room, { name: 'Framer' });
    const from = client.frames.length;
    const made = make(at);
    if (typeof made === 'string') client.send(made);
    else client.fragments(...made);
    const answer = await Promise.race([
      client.frame(({ type }) => type === 'ok' || type === 'error', from).then(codeOf, () => ''),
      client.closed.then(String),
    ]);
    await client.drop();
    return answer;
  },
];

const send = (room: string, rest: string) =>
  `{"id":9,"type":"send","room":"${room}","key":"frame",${rest}}`;

export const BODIES: readonly Case<Home>[] = [
  said('a key twice: the last counts, and the frame', 'ok', ({ room }) =>
    send(room, '"text":"a","text":"b"'),
  ),
  said('a type twice', 'bad_request', () => '{"id":9,"type":"ping","type":"dance"}'),
  said('an id of 2^53', 'bad_request', () => '{"id":9007199254740992,"type":"ping"}'),
  said('an id of 1e15', 'ok', () => '{"id":1e15,"type":"ping"}'),
  said('an id of −0', 'bad_request', () => '{"id":-0,"type":"ping"}'),
  said(
    'a seq of 1e308',
    'bad_request',
    ({ room }) => `{"id":9,"type":"read","room":"${room}","seq":1e308}`,
  ),
  said(
    'a target of 2^60',
    'bad_request',
    ({ room }) => `{"id":9,"type":"delete","room":"${room}","target":1152921504606846976}`,
  ),
  said('a text of NUL', 'ok', ({ room }) => send(room, '"text":"\\u0000"')),
  said('a text of escapes', 'ok', ({ room }) => send(room, '"text":"\\ud83e\\udd8a \\/ \\b"')),
  said('a text of half an emoji', 'bad_request', ({ room }) => send(room, '"text":"\\ud83e"')),
  said('a text as an object with toString', 'bad_request', ({ room }) =>
    send(room, '"text":{"toString":"x"}'),
  ),
  said('a text as an object with length', 'bad_request', ({ room }) =>
    send(room, '"text":{"length":1}'),
  ),
  said(
    'a room as an array of itself',
    'bad_request',
    ({ room }) => `{"id":9,"type":"history","room":["${room}"]}`,
  ),
  said('__proto__ as room', 'not_found', () => '{"id":9,"type":"history","room":"__proto__"}'),
  said('constructor as room', 'not_found', () => '{"id":9,"type":"history","room":"constructor"}'),
  said(
    '__proto__ as action',
    'bad_request',
    ({ room }) => `{"id":9,"type":"moderate","room":"${room}","action":"__proto__"}`,
  ),
  said('__proto__ with a type', 'bad_request', () => '{"__proto__":{"type":"ping"},"id":9}'),
  said('a type as an array', 'bad_request', () => '{"id":9,"type":["ping"]}'),
  said(
    'an object 60,000 deep',
    'bad_request',
    () => `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  ),
  said('an array of 30,000 numbers as text', 'bad_request', ({ room }) =>
    send(room, `"text":[${'1,'.repeat(29_999)}1]`),
  ),
  said(
    '10,000 further fields',
    'ok',
    () =>
      `{"id":9,"type":"ping",${Array.from({ length: 5_000 }, (_, n) => `"f${n}":1`).join(',')}}`,
  ),
  said('a frame of 65,536 bytes', 'ok', () =>
    `{"id":9,"type":"ping","x":"${'x'.repeat(65_536 - 31)}"}`.padEnd(65_536),
  ),
  said('a frame of 65,537 bytes', 'too_large', () => '{"id":9,"type":"ping"}'.padEnd(65_537)),
  said('a frame of 200,000 bytes', 'too_large', () => '{"id":9,"type":"ping"}'.padEnd(200_000)),
  said('a frame of 270,000 bytes', '4202', () => '{"id":9,"type":"ping"}'.padEnd(270_000)),
  said('a frame in 200 fragments', 'ok', () => '{"id":9,"type":"ping"}'.padEnd(200).split('')),
  said('fragments of 200,000 bytes', 'too_large', () => [
    '{"id":9,"type":"ping"}',
    ' '.repeat(100_000),
    ' '.repeat(100_000),
  ]),
  said(
    'XML',
    'bad_request',
    () => '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
  ),
  said('a byte order mark before JSON', 'bad_request', () => '\ufeff{"id":9,"type":"ping"}'),
  said('a comment in JSON', 'bad_request', () => '{"id":9,/**/"type":"ping"}'),
  said('a trailing comma', 'bad_request', () => '{"id":9,"type":"ping",}'),
  said('Infinity', 'bad_request', () => '{"id":Infinity,"type":"ping"}'),
  said('a hexadecimal id', 'bad_request', () => '{"id":0x9,"type":"ping"}'),
];
