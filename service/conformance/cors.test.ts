import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from './bare-client.js';
import { ROOMY, type Service, type StartOptions, startService } from './harness.js';
import { type Answer, ask } from './http.js';

/** One request as its lines; resolves with the answer, or with what came before the end. */
function sendRaw(url: string, lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${lines.join('\r\n')}\r\n\r\n`),
    );
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      answer += chunk;
      const [head = '', body] = answer.split('\r\n\r\n');
      const length = /^content-length: (\d+)/im.exec(head)?.[1];
      if (body !== undefined && length !== undefined && body.length >= Number(length)) {
        socket.destroy();
      }
    });
    socket.on('error', reject).on('close', () => resolve(answer));
  });
}

const services: Service[] = [];

async function start(options: StartOptions): Promise<Service> {
  const service = await startService(options);
  services.push(service);
  return service;
}

let byDefault: Service;

beforeAll(async () => {
  byDefault = await start({ flags: ROOMY });
});

afterAll(() => Promise.all(services.map((service) => service.remove())));

function create(service: Service, origin: string): Promise<Answer> {
  return ask(service.url, '/v1/rooms', { body: {}, headers: { origin } });
}

function preflight(service: Service, origin: string, path = '/v1/rooms'): Promise<Answer> {
  return ask(service.url, path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });
}

async function opens(service: Service, origin: string): Promise<number> {
  try {
    await (await service.open({ origin })).drop();
    return 101;
  } catch (error) {
    if (error instanceof Refusal) return error.status;
    throw error;
  }
}

/** The origin a browser would let read the answer. */
const allowed = (answer: Answer) => answer.headers['access-control-allow-origin'];

describe('CORS', () => {
  it('a local origin may read answers and errors, without credentials', async () => {
    const origin = 'http://localhost:5173';
    const made = await create(byDefault, origin);
    expect(made.status).toBe(201);
    expect([origin, '*']).toContain(allowed(made));
    expect(made.headers).not.toHaveProperty('access-control-allow-credentials');
    const path = '/v1/rooms/bbb-bbb-bbb';
    const missing = await ask(byDefault.url, path, { headers: { origin } });
    expect(missing.status).toBe(404);
    expect([origin, '*']).toContain(allowed(missing));
    if (allowed(made) !== '*') expect(String(made.headers.vary)).toMatch(/origin/i);
  });

  it('a preflight allows Authorization and Content-Type', async () => {
    const origin = 'http://127.0.0.1:3000';
    for (const path of ['/v1/rooms', '/v1/rooms/bbb-bbb-bbb/messages']) {
      const answer = await preflight(byDefault, origin, path);
      expect([200, 204]).toContain(answer.status);
      expect([origin, '*']).toContain(allowed(answer));
      const headers = String(answer.headers['access-control-allow-headers']).toLowerCase();
      expect(headers).toContain('authorization');
      expect(headers).toContain('content-type');
      expect(String(answer.headers['access-control-allow-methods'])).toContain('POST');
    }
  });

  it.each(['https://evil.example', 'null', 'http://localhost.evil.example'])(
    'the foreign origin %s may read nothing',
    async (origin) => {
      expect(allowed(await create(byDefault, origin))).toBeUndefined();
      expect(allowed(await preflight(byDefault, origin))).toBeUndefined();
    },
  );
});

it('a foreign page with a body over the limit gets 403, and the service lives', async () => {
  const size = 100_000;
  // In one write and kept alive, so that the service is given all of it after it has answered.
  const answer = await sendRaw(byDefault.url, [
    'POST /v1/rooms HTTP/1.1',
    'Host: x',
    'Origin: https://evil.example',
    `Content-Length: ${size}`,
    '',
    'x'.repeat(size),
  ]);
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  expect((await ask(byDefault.url, '/healthz')).status).toBe(200);
});

describe('--trust-proxy', () => {
  it("counts the address that the last proxy added, not the visitor's own say", async () => {
    const service = await start({ flags: ['--trust-proxy', '--guess-rate', '3'] });
    const guess = (lines: string[]) =>
      sendRaw(service.url, [
        'GET /v1/rooms/bbb-bbb-bbb HTTP/1.1',
        'Host: x',
        ...lines.map((line) => `X-Forwarded-For: ${line}`),
        'Connection: close',
      ]);
    for (let i = 0; i < 3; i++) {
      expect(await guess([`10.0.0.${i}`, '192.0.2.1'])).toContain(' 404 ');
    }
    expect(await guess(['10.0.0.9', '192.0.2.1'])).toContain(' 429 ');
    expect(await guess(['10.0.0.9, 192.0.2.1'])).toContain(' 429 ');
    expect(await guess(['192.0.2.1, 192.0.2.2'])).toContain(' 404 ');
  });
});

it('HEAD on the interface answers without a body', async () => {
  const head = 'HEAD /v1/rooms/bbb-bbb-bbb HTTP/1.1';
  const answer = await sendRaw(byDefault.url, [head, 'Host: x', 'Connection: close']);
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  expect(answer.slice(answer.indexOf('\r\n\r\n'))).toBe('\r\n\r\n');
});

describe('--allow-origin', () => {
  it('adds origins, for HTTP and the socket alike, and nothing near them', async () => {
    const [one, two] = ['https://one.example', 'https://two.example:8443'];
    const flags = [...ROOMY, '--allow-origin', one, '--allow-origin', two];
    const service = await start({ flags });
    for (const origin of [one, two, 'http://localhost:1']) {
      expect([origin, '*']).toContain(allowed(await create(service, origin)));
      expect(await opens(service, origin)).toBe(101);
    }
    for (const origin of ['http://one.example', 'https://sub.one.example', 'https://two.example']) {
      expect(allowed(await create(service, origin))).toBeUndefined();
      expect(await opens(service, origin)).toBe(403);
    }
  });

  it('allows every origin only when * is written', async () => {
    const service = await start({ flags: [...ROOMY, '--allow-origin', '*'] });
    const origin = 'https://anywhere.example';
    expect([origin, '*']).toContain(allowed(await create(service, origin)));
    expect(await opens(service, origin)).toBe(101);
  });

  it('takes null only when it is listed', async () => {
    const service = await start({ flags: [...ROOMY, '--allow-origin', 'null'] });
    expect(await opens(service, 'null')).toBe(101);
    expect(await opens(service, 'https://evil.example')).toBe(403);
  });
});
