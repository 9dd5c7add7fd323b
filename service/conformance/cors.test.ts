import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from './bare-client.js';
import { ROOMY, type Service, type StartOptions, startService } from './harness.js';
import { type Answer, ask } from './http.js';

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
