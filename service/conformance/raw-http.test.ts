import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROOMY, type Service, startService } from './harness.js';
import { ask, createRoom } from './http.js';

let service: Service;
let room: string;

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
  room = (await createRoom(service.url)).facts.code;
});

// One request that ends the service shall not fail the tests of the others.
beforeEach(async () => {
  if (!service.running) await service.start();
});

afterAll(() => service.remove());

/** Writes bytes and gives all that comes back until the other end closes, or a moment is quiet. */
function exchange(bytes: string | Buffer, end = false): Promise<string> {
  const { hostname, port } = new URL(service.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    const finish = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(300, finish);
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      answer += chunk;
      socket.setTimeout(30);
    });
    socket.on('error', finish).on('close', finish);
    if (end) socket.end(bytes);
    else socket.write(bytes);
  });
}

const HOST = 'Host: x\r\n';

describe('a stranger’s HTTP', () => {
  afterEach(async () => {
    expect((await ask(service.url, '/healthz')).status).toBe(200);
    expect(service.alarms()).toEqual([]);
  });

  const PATHS = ['/', '/widget.js', '/widget/x/y.js', '/v1/rooms', '/v1/socket', '/healthz', '/x'];
  const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'BREW'];

  it.each(METHODS)('%s of any path is answered by less than 500', async (method) => {
    const paths = [...PATHS, `/v1/rooms/${room}/export`, `/v1/rooms/${room}/events`];
    const answers = await Promise.all(
      paths.map((path) =>
        exchange(`${method} ${path} HTTP/1.1\r\n${HOST}Content-Length: 0\r\n\r\n`),
      ),
    );
    for (const [index, answer] of answers.entries()) {
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 400);
      expect([paths[index], status < 500]).toEqual([paths[index], true]);
    }
  });

  it.each<[string, string]>([
    ['nonsense', 'hello\r\n\r\n'],
    ['binary', '\u0000\u0001\u0002\u0003\r\n\r\n'],
    ['a TLS hello', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n'],
    ['two Hosts', `GET / HTTP/1.1\r\n${HOST}${HOST}\r\n`],
    ['HTTP/1.0', 'GET /healthz HTTP/1.0\r\n\r\n'],
    ['HTTP/9', `GET / HTTP/9.9\r\n${HOST}\r\n`],
    ['an absolute address', `GET http://evil.example/ HTTP/1.1\r\n${HOST}\r\n`],
    ['a path of 20,000', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${HOST}\r\n`],
    ['a header of 100,000', `GET / HTTP/1.1\r\n${HOST}X: ${'a'.repeat(100_000)}\r\n\r\n`],
    ['200 headers', `GET / HTTP/1.1\r\n${HOST}${'X: a\r\n'.repeat(200)}\r\n`],
    ['a folded header', `GET / HTTP/1.1\r\n${HOST}X: a\r\n b\r\n\r\n`],
    ['a negative length', `POST /v1/rooms HTTP/1.1\r\n${HOST}Content-Length: -1\r\n\r\n{}`],
    ['a length of words', `POST /v1/rooms HTTP/1.1\r\n${HOST}Content-Length: two\r\n\r\n{}`],
    [
      'two lengths',
      `POST /v1/rooms HTTP/1.1\r\n${HOST}Content-Length: 2\r\nContent-Length: 9\r\n\r\n{}`,
    ],
    [
      'a length and chunks',
      `POST /v1/rooms HTTP/1.1\r\n${HOST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      'a broken chunk',
      `POST /v1/rooms HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
    ],
    ['a body that ends early', `POST /v1/rooms HTTP/1.1\r\n${HOST}Content-Length: 99\r\n\r\n{`],
    ['a long pipeline', `GET /healthz HTTP/1.1\r\n${HOST}\r\n`.repeat(500)],
    [
      'an upgrade elsewhere',
      `GET / HTTP/1.1\r\n${HOST}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
    ],
    [
      'an upgrade without a key',
      `GET /v1/socket HTTP/1.1\r\n${HOST}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: roomlet.v1\r\n\r\n`,
    ],
  ])('%s harms nobody', async (_label, bytes) => {
    await exchange(Buffer.from(bytes, 'latin1'));
    await exchange(Buffer.from(bytes, 'latin1'), true);
  });

  it('a body in chunks is a body', async () => {
    const body = JSON.stringify({ title: 'Chunks' });
    const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const answer = await exchange(
      `POST /v1/rooms HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n${chunks}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
  });
});
