import { Refusal } from '../../../conformance/bare-client.js';
import { ask } from '../../../conformance/http.js';
import type { Case } from '../stage/group.js';
import type { Stage } from '../stage/stage.js';

/** Pages that may not talk to the service, by the headers that a browser sets. */

const FOREIGN: readonly (readonly [what: string, origin: string])[] = [
  ['a foreign page', 'https://evil.example'],
  ['a page that begins like localhost', 'http://localhost.evil.example'],
  ['a page that begins like 127.0.0.1', 'http://127.0.0.1.evil.example'],
  ['a page under localhost', 'http://evil.localhost'],
  ['a sandboxed page', 'null'],
  ['a file', 'file://'],
  ['an extension', 'chrome-extension://abcdefghijklmnop'],
  ['a user name like localhost', 'http://localhost@evil.example'],
  ['an origin with a path', 'http://localhost/x'],
  ['an FTP page of localhost', 'ftp://localhost'],
  ['a WebSocket origin of localhost', 'ws://localhost'],
  ['a made-up scheme on localhost', 'evil://localhost'],
  ['a line of two origins', 'http://localhost https://evil.example'],
  ['127.0.0.1 as a number', 'http://2130706433'],
  ['another loopback address', 'http://127.0.0.2'],
  ['localhost with a dot', 'http://localhost.'],
];

async function upgraded(stage: Stage, headers: Record<string, string>): Promise<string> {
  try {
    const client = await stage.service.open({ headers: { ...stage.from().headers, ...headers } });
    await client.drop();
    return '101';
  } catch (error) {
    if (error instanceof Refusal) return String(error.status);
    throw error;
  }
}

const fetched = (
  subject: string,
  due: string,
  [path, options]: readonly [
    string,
    { method?: string; headers: Record<string, string>; body?: string },
  ],
): Case<Stage> => [
  subject,
  due,
  async (stage) => {
    const room = (await stage.room()).facts.code;
    const headers = { ...stage.from().headers, ...options.headers };
    const answer = await ask(stage.url, path.replace('ROOM', room), { ...options, headers });
    const shared = answer.headers['access-control-allow-origin'];
    if (answer.status === 403 && shared !== undefined) return `shared with ${shared}`;
    return String(answer.status);
  },
];

const crossSite = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
const evil = { origin: 'https://evil.example' };

export const ORIGINS: readonly Case<Stage>[] = [
  ...FOREIGN.flatMap(([what, origin]): Case<Stage>[] => [
    [`a socket of ${what}`, '403', (stage) => upgraded(stage, { origin })],
    fetched(`facts asked for by ${what}`, '403', ['/v1/rooms/ROOM', { headers: { origin } }]),
  ]),
  [
    'a socket of localhost on another port',
    '101',
    (stage) => upgraded(stage, { origin: 'http://localhost:5173' }),
  ],
  ['a socket of the service’s own page', '101', (stage) => upgraded(stage, { origin: stage.url })],
  ['a socket of no browser', '101', (stage) => upgraded(stage, {})],
  fetched('a room made by a foreign page’s form', '403', [
    '/v1/rooms',
    { method: 'POST', body: '{}', headers: { ...evil, 'content-type': 'text/plain' } },
  ]),
  fetched('a preflight of a foreign page', '403', [
    '/v1/rooms',
    { method: 'OPTIONS', headers: { ...evil, 'access-control-request-method': 'POST' } },
  ]),
  fetched('a deletion by a foreign page', '403', [
    '/v1/rooms/ROOM',
    { method: 'DELETE', headers: evil },
  ]),
  fetched('facts as a picture in a foreign page', '403', [
    '/v1/rooms/ROOM',
    { headers: crossSite },
  ]),
  fetched('a page of events as a script in a foreign page', '403', [
    '/v1/rooms/ROOM/events',
    { headers: crossSite },
  ]),
  fetched('an export as a link in a foreign page', '403', [
    '/v1/rooms/ROOM/export',
    { headers: crossSite },
  ]),
  fetched('a room made by a foreign page without Origin', '403', [
    '/v1/rooms',
    { method: 'POST', body: '{}', headers: crossSite },
  ]),
  fetched('a path that isn’t, in a foreign page', '403', ['/v1/nothing', { headers: crossSite }]),
  fetched('facts of the service’s own page', '200', [
    '/v1/rooms/ROOM',
    { headers: { 'sec-fetch-site': 'same-origin' } },
  ]),
  fetched('facts typed into the address line', '200', [
    '/v1/rooms/ROOM',
    { headers: { 'sec-fetch-site': 'none' } },
  ]),
  fetched('the loader in a foreign page', '200', ['/widget.js', { headers: crossSite }]),
  fetched('the demo page as a link of a foreign page', '200', ['/', { headers: crossSite }]),
  fetched('a probe of a foreign page', '200', ['/healthz', { headers: crossSite }]),
];
