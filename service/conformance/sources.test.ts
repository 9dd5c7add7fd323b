import { afterAll, describe, expect, it } from 'vitest';
import { ROOMY, type Service, type StartOptions, startService } from './harness.js';
import { type Answer, ask } from './http.js';

const services: Service[] = [];

async function start(flags: readonly string[], options: StartOptions = {}): Promise<Service> {
  const service = await startService({ flags, ...options });
  services.push(service);
  return service;
}

afterAll(() => Promise.all(services.map((service) => service.remove())));

const WRONG_CODE = '/v1/rooms/bbb-bbb-bbb';

describe('a foreign page', () => {
  it.each(['cross-site', 'same-site'])(
    '[W2] cannot use up its visitor’s guesses by images (%s)',
    async (site) => {
      const { url } = await start(['--guess-rate', '10']);
      const image = { headers: { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' } };
      for (let n = 0; n < 14; n++) expect((await ask(url, WRONG_CODE, image)).status).toBe(403);
      expect((await ask(url, WRONG_CODE)).status).toBe(404);
    },
  );

  it('[W2] cannot use them up by requests with its Origin either', async () => {
    const { url } = await start(['--guess-rate', '10']);
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    for (let n = 0; n < 14; n++) expect((await ask(url, WRONG_CODE, { headers })).status).toBe(403);
    expect((await ask(url, WRONG_CODE)).status).toBe(404);
  });

  it('is not one of the service’s own, nor an allowed one', async () => {
    const { url } = await start([...ROOMY, '--allow-origin', 'https://*.shop.example']);
    for (const headers of [
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'cross-site', origin: 'https://a.shop.example' },
    ]) {
      expect((await ask(url, WRONG_CODE, { headers })).status).toBe(404);
    }
    const headers = { origin: 'https://shop.example' };
    expect((await ask(url, WRONG_CODE, { headers })).status).toBe(403);
  });
});

describe('--public-url', () => {
  it('a name that leads here without being known gets 421 everywhere but at probes', async () => {
    const { url } = await start([...ROOMY, '--public-url', 'https://chat.example']);
    const at = (path: string, host: string) => ask(url, path, { headers: { host } });
    for (const path of ['/', '/widget.js', '/v1/rooms/bbb-bbb-bbb', '/nothing']) {
      const { status, text } = await at(path, 'evil.example');
      expect([status, JSON.parse(text).error.code]).toEqual([421, 'bad_request']);
    }
    expect((await at('/healthz', 'evil.example')).status).toBe(200);
    expect((await at('/', 'chat.example')).status).toBe(200);
    expect((await at('/', 'localhost:1')).status).toBe(200);
  });

  it('the own origin is what it says, and not what the Host header says', async () => {
    const { url } = await start([
      ...ROOMY,
      ...['--public-url', 'https://chat.example', '--allow-localhost', 'false'],
    ]);
    const status = async (origin: string, host: string) =>
      (await ask(url, WRONG_CODE, { headers: { origin, host } })).status;
    expect(await status('https://chat.example', '127.0.0.1:1')).toBe(404);
    expect(await status('http://chat.example', 'chat.example')).toBe(403);
    expect(await status('http://localhost:3000', '127.0.0.1:1')).toBe(403);
  });
});

describe('/metrics', () => {
  const TOKEN = 'a-token-for-the-tests-of-metrics';
  const unlike = ({ status, headers, text }: Answer) => {
    const { date: _date, ...rest } = headers;
    return { status, headers: rest, text };
  };

  it('answers on the machine itself, and what a proxy brings gets the answer of an unknown path', async () => {
    const { url } = await start([...ROOMY, '--trust-proxy']);
    expect((await ask(url, '/metrics')).text).toContain('roomlet_connections 0');
    const unknown = unlike(await ask(url, '/nothing'));
    for (const headers of [
      { 'x-forwarded-for': '192.0.2.1' },
      { 'x-forwarded-for': '127.0.0.1' },
      { 'x-forwarded-host': 'x' },
      { 'x-forwarded-proto': 'https' },
      { 'x-real-ip': '127.0.0.1' },
      { forwarded: 'for=127.0.0.1' },
      { via: '1.1 proxy' },
      { host: 'evil.example' },
      { 'x-forwarded-for': '192.0.2.1', authorization: `Bearer ${TOKEN}` },
    ]) {
      expect(unlike(await ask(url, '/metrics', { headers }))).toEqual(unknown);
    }
  });

  it('answers anybody who has the token, and nobody without it when it is off', async () => {
    const { url } = await start([...ROOMY, '--metrics', 'off'], {
      env: { ROOMLET_METRICS_TOKEN: TOKEN },
    });
    expect((await ask(url, '/metrics')).status).toBe(404);
    const wrong = { authorization: `Bearer ${TOKEN}x` };
    expect((await ask(url, '/metrics', { headers: wrong })).status).toBe(404);
    const right = { authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '192.0.2.1' };
    expect((await ask(url, '/metrics', { headers: right })).status).toBe(200);
  });

  it('answers on a port of its own, and there only', async () => {
    const port = 30_000 + (process.pid % 2_000);
    const { url } = await start([...ROOMY, '--metrics', `127.0.0.1:${port}`]);
    expect((await ask(url, '/metrics')).status).toBe(404);
    const own = `http://127.0.0.1:${port}`;
    const proxied = { headers: { 'x-forwarded-for': '192.0.2.1' } };
    expect((await ask(own, '/metrics', proxied)).text).toContain('roomlet_connections 0');
    expect((await ask(own, '/readyz')).status).toBe(200);
    const other = await ask(own, WRONG_CODE);
    expect(JSON.parse(other.text)).toMatchObject({ error: { code: 'not_found' } });
  });

  it('no figure tells whether a code exists', async () => {
    const { url } = await start([...ROOMY]);
    const { facts } = JSON.parse((await ask(url, '/v1/rooms', { body: {} })).text);
    const figures = async () => {
      const { text } = await ask(url, '/metrics');
      const counts = text.split('\n').filter((line) => line.startsWith('roomlet_'));
      return counts.filter((line) => !line.includes('failed_lookups')).join('\n');
    };
    await ask(url, WRONG_CODE);
    const after = await figures();
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await ask(url, `/v1/rooms/${facts.code}`);
    expect(await figures()).toBe(after);
  });
});

it('the log warns once of a proxy that is not trusted', async () => {
  const service = await start(['--log-level', 'warn']);
  for (let n = 0; n < 3; n++) {
    await ask(service.url, WRONG_CODE, { headers: { 'x-forwarded-for': '192.0.2.1' } });
  }
  const warnings = service.log().filter(({ msg }) => msg?.includes('--trust-proxy'));
  expect(warnings).toHaveLength(1);
});

it('no answer names the software beneath', async () => {
  const { url } = await start([]);
  for (const path of ['/', '/healthz', WRONG_CODE, '/nothing']) {
    const { headers } = await ask(url, path);
    expect(headers).not.toHaveProperty('uwebsockets');
    expect(headers).not.toHaveProperty('server');
  }
});

it('its pages may be shown in no frame', async () => {
  const { url } = await start([]);
  const { headers } = await ask(url, '/');
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-frame-options']).toBe('DENY');
});
