import { exchange, statusOf } from '../stage/exchange.js';
import type { Case } from '../stage/group.js';
import type { Stage } from '../stage/stage.js';

/** Bytes that are not the HTTP they should be: each is answered or cut off, and harms nobody. */

/** A library may answer what is no HTTP with either of these, or with the connection's end. */
const REFUSED = new Set(['400', '404', '405', '413', '414', '431', '505', 'closed']);

const raw = (subject: string, due: string, ...parts: readonly string[]): Case<Stage> => [
  `[W2] ${subject}`,
  due,
  async ({ url }) => {
    const status = statusOf(await exchange(url, ...parts));
    return due === 'refused' && REFUSED.has(status) ? due : status;
  },
];

const HOST = 'Host: x\r\n';
const create = (headers: string, body = '{}') =>
  `POST /v1/rooms HTTP/1.1\r\n${HOST}${headers}\r\n${body}`;
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\n${HOST}${headers}\r\n`;

export const MALFORMED: readonly Case<Stage>[] = [
  raw('nonsense instead of a request', 'refused', 'hello\r\n\r\n'),
  raw(
    'a TLS hello',
    'refused',
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
  ),
  raw('NUL bytes', 'refused', '\u0000\u0000\u0000\u0000\r\n\r\n'),
  raw('a request without Host', 'refused', 'GET / HTTP/1.1\r\n\r\n'),
  raw('HTTP/1.0', 'refused', 'GET /healthz HTTP/1.0\r\n\r\n'),
  raw('HTTP/9.9', 'refused', `GET / HTTP/9.9\r\n${HOST}\r\n`),
  raw('an address of 20,000 characters', 'refused', get(`/${'a'.repeat(20_000)}`)),
  raw('200 headers', 'refused', get('/', 'X: a\r\n'.repeat(200))),
  raw('a header without a colon', 'refused', get('/', 'nonsense\r\n')),
  raw('a header with a NUL', 'refused', get('/', 'X: a\u0000b\r\n')),
  raw('a negative length', 'refused', create('Content-Length: -1\r\n')),
  raw('a length of words', 'refused', create('Content-Length: two\r\n')),
  raw('a length past all numbers', 'refused', create(`Content-Length: ${'9'.repeat(40)}\r\n`)),
  raw(
    'a length and chunks at once',
    'refused',
    create('Content-Length: 2\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
  ),
  raw(
    'a chunk with a broken length',
    'refused',
    create('Transfer-Encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n'),
  ),
  raw(
    'a chunk of a huge length',
    'refused',
    create('Transfer-Encoding: chunked\r\n', `${'f'.repeat(17)}\r\n{}\r\n`),
  ),
  raw('a body that ends early', 'refused', create('Content-Length: 99\r\n', '{')),
  raw('a request in single lines', '201', ...create('Content-Length: 2\r\n').split(/(?<=\n)/)),
  raw('a body in chunks', '201', create('Transfer-Encoding: chunked\r\n', '2\r\n{}\r\n0\r\n\r\n')),
  raw(
    'a body in chunks of one byte',
    '201',
    create('Transfer-Encoding: chunked\r\n', '1\r\n{\r\n1\r\n}\r\n0\r\n\r\n'),
  ),
  raw(
    'a body of 70,000 in chunks',
    '413',
    create(
      'Transfer-Encoding: chunked\r\n',
      `${(70_000).toString(16)}\r\n${'x'.repeat(70_000)}\r\n0\r\n\r\n`,
    ),
  ),
  raw('a body that isn’t UTF-8', 'refused', create('Content-Length: 4\r\n', '"\u00ff\u00fe"')),
  raw(
    'a body with a byte order mark in UTF-16',
    'refused',
    create('Content-Length: 6\r\n', '\u00ff\u00fe{\u0000}\u0000'),
  ),
  raw('an upgrade elsewhere', '200', get('/', 'Upgrade: websocket\r\nConnection: Upgrade\r\n')),
  raw(
    'an upgrade without the subprotocol',
    'refused',
    get(
      '/v1/socket',
      'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n',
    ),
  ),
  raw('a plain GET of the socket', 'refused', get('/v1/socket')),
  raw('CONNECT', 'refused', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n'),
  raw('TRACE', '404', `TRACE /v1/rooms HTTP/1.1\r\n${HOST}\r\n`),
  raw('a response instead of a request', 'refused', 'HTTP/1.1 200 OK\r\n\r\n'),
  raw('a pipeline of 200 probes', '200', get('/healthz').repeat(200)),
  raw('a path upwards in the widget’s folder', '404', get('/widget/../../package.json')),
  raw('an encoded path upwards', '404', get('/widget/%2e%2e/%2e%2e/package.json')),
  raw('a doubly encoded path upwards', '404', get('/widget/%252e%252e/package.json')),
  raw('a path with backslashes', '404', get('/widget/..\\..\\package.json')),
  raw('a path with NUL', '404', get('/widget.js%00.html')),
  raw('a source map of the service', '404', get('/cli.js.map')),
  raw('the data file by its path', '404', get('/data/roomlet.db')),
  raw('a hidden file', '404', get('/.env')),
];
