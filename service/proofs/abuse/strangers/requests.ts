import type { Ask } from '../../../conformance/http.js';
import type { Case } from '../stage/group.js';
import type { Home } from '../stage/home.js';
import { httpOutcome } from '../stage/outcome.js';

/** Every request about a room, by callers who hold no seat in it. */

type Wanted = readonly [name: string, path: (at: Home) => string, ask: Ask];

const REQUESTS: readonly Wanted[] = [
  ['a page of events', (at) => `/v1/rooms/${at.room}/events`, {}],
  ['a JSON export', (at) => `/v1/rooms/${at.room}/export`, {}],
  ['a text export', (at) => `/v1/rooms/${at.room}/export?format=txt`, {}],
  [
    'a message',
    (at) => `/v1/rooms/${at.room}/messages`,
    { method: 'POST', body: { key: 'k', text: 'x' } },
  ],
  ['a deletion of the room', (at) => `/v1/rooms/${at.room}`, { method: 'DELETE' }],
];

type Caller = readonly [
  name: string,
  ask: (at: Home, path: string) => { path?: string; ask?: Ask },
];

const inAddress = (path: string, query: string) =>
  `${path}${path.includes('?') ? '&' : '?'}${query}`;
const bearer = (token: string) => ({ ask: { headers: { authorization: `Bearer ${token}` } } });
const header = (name: string, value: string) => ({ ask: { headers: { [name]: value } } });

const CALLERS: readonly Caller[] = [
  ['without a token', () => ({})],
  ['with a token that is none', () => bearer('no-such-token')],
  ['with another room’s seat', (at) => bearer(at.otherSeat)],
  ['with another room’s host token', (at) => bearer(at.otherHostToken)],
  ['with a seat that has ended', (at) => bearer(at.endedSeat)],
  ['with the host token instead of a seat', (at) => bearer(at.hostToken)],
  ['with a member’s id', (at) => bearer(at.hostId)],
  ['with a join key', (at) => bearer(at.guestKey)],
  ['with __proto__ as token', () => bearer('__proto__')],
  [
    'with the token in its address',
    (at, path) => ({
      path: inAddress(
        path,
        `seat=${at.guestSeat}&token=${at.guestSeat}&access_token=${at.guestSeat}`,
      ),
    }),
  ],
  [
    'with the token as Basic',
    (at) => header('authorization', `Basic ${Buffer.from(`x:${at.guestSeat}`).toString('base64')}`),
  ],
  ['with the bare token', (at) => header('authorization', at.guestSeat)],
  [
    'with two tokens in the header',
    (at) => header('authorization', `Bearer ${at.guestSeat}, Bearer ${at.hostSeat}`),
  ],
  [
    'with the token in a cookie',
    (at) => header('cookie', `seat=${at.guestSeat}; token=${at.guestSeat}`),
  ],
  ['with the token in another header', (at) => header('x-seat-token', at.guestSeat)],
];

export const REQUESTS_OF_STRANGERS: readonly Case<Home>[] = REQUESTS.flatMap(([what, path, ask]) =>
  CALLERS.map(
    ([who, caller]): Case<Home> => [
      `[W3] ${what} ${who}`,
      'unauthorized',
      (at) => {
        const own = caller(at, path(at));
        const headers = { ...at.stage.from().headers, ...ask.headers, ...own.ask?.headers };
        return httpOutcome(at.url, own.path ?? path(at), { ...ask, ...own.ask, headers });
      },
    ],
  ),
);

const asGuest = (path: string, ask: Ask = {}): Case<Home>[2] => {
  return (at) =>
    httpOutcome(at.url, `/v1/rooms/${at.room}${path}`, {
      ...ask,
      headers: {
        ...at.stage.from().headers,
        authorization: `Bearer ${at.guestSeat}`,
        ...ask.headers,
      },
    });
};

export const REQUESTS_OF_GUESTS: readonly Case<Home>[] = [
  ['[W3] a deletion of the room by a guest', 'forbidden', asGuest('', { method: 'DELETE' })],
  [
    '[W3] a deletion by a guest with host=true in its address',
    'forbidden',
    asGuest('?host=true&role=host', { method: 'DELETE' }),
  ],
  [
    '[W3] a deletion by a method override',
    'not_found',
    asGuest('', { method: 'POST', body: {}, headers: { 'x-http-method-override': 'DELETE' } }),
  ],
  [
    '[W3] a deletion with the host token in its body',
    'forbidden',
    asGuest('', { method: 'DELETE', body: { hostToken: 'x' } }),
  ],
  [
    '[W2] a message with a forged author',
    'ok',
    asGuest('/messages', { body: { key: 'forged', text: 'x', by: { host: true }, as: undefined } }),
  ],
  [
    '[W2] a reply to another room’s message',
    'not_found',
    asGuest('/messages', { body: { key: 'r', text: 'x', replyTo: 100_000 } }),
  ],
  ['[W3] an export of a room by another spelling of its path', 'not_found', asGuest('/export/')],
  ['[W3] a page by a path with dots', 'not_found', asGuest('/../events')],
];
