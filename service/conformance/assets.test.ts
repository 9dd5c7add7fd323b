import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Service, startService } from './harness.js';
import { type Answer, ask } from './http.js';

let service: Service;
/** A versioned file, as the loader names it. */
let versioned: string;

beforeAll(async () => {
  service = await startService();
  const { text } = await ask(service.url, '/widget.js');
  const release = /\/widget\/[\w.-]+\//.exec(text)?.[0] ?? '';
  versioned = `${release}core.js`;
});

afterAll(() => service.remove());

function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(service.url, path, { headers });
}

describe('the loader', () => {
  it('GET /widget.js is a script any page may load, with an ETag and a short cache', async () => {
    const { status, headers, text } = await get('/widget.js');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^(text|application)\/javascript/);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers.etag).toMatch(/^(W\/)?".+"$/);
    const maxAge = /max-age=(\d+)/.exec(String(headers['cache-control']))?.[1];
    expect(Number(maxAge ?? 0)).toBeLessThanOrEqual(3_600);
    expect(String(headers['cache-control'])).not.toContain('immutable');
    expect(text.length).toBeGreaterThan(100);
  });

  it('an unchanged one is answered 304 without a body', async () => {
    const { headers } = await get('/widget.js');
    const again = await get('/widget.js', { 'if-none-match': String(headers.etag) });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
    expect((await get('/widget.js', { 'if-none-match': '"other"' })).status).toBe(200);
  });
});

describe('versioned files', () => {
  it('are immutable, and open to any origin', async () => {
    const { status, headers } = await get(versioned);
    expect(status).toBe(200);
    expect(headers['cache-control']).toMatch(/immutable/);
    expect(headers['cache-control']).toMatch(/max-age=\d{7,}/);
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  it('of another version are not found', async () => {
    const { status } = await get('/widget/0.0.0-nothing/core.js');
    expect(status).toBe(404);
  });
});

describe('compression', () => {
  it.each(['/widget.js', 'versioned'])(
    '%s comes in Brotli, gzip or plain, as accepted',
    async (p) => {
      const path = p === 'versioned' ? versioned : p;
      const plain = await get(path);
      const brotli = await get(path, { 'accept-encoding': 'gzip, deflate, br' });
      const gzip = await get(path, { 'accept-encoding': 'gzip' });
      expect(plain.headers).not.toHaveProperty('content-encoding');
      expect(brotli.headers['content-encoding']).toBe('br');
      expect(gzip.headers['content-encoding']).toBe('gzip');
      expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
      expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
      for (const answer of [plain, brotli, gzip]) {
        expect(String(answer.headers.vary)).toMatch(/accept-encoding/i);
      }
    },
  );

  it('a coding with q=0 is not used', async () => {
    const { headers } = await get('/widget.js', { 'accept-encoding': 'br;q=0, gzip' });
    expect(headers['content-encoding']).toBe('gzip');
  });
});

describe('pages', () => {
  it('GET / is the demo page, as HTML', async () => {
    const { status, headers, text } = await get('/');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(text).toContain('widget.js');
  });

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/widget/%2e%2e/%2e%2e/package.json',
    '/widget/..%2f..%2f..%2fpackage.json',
    '/demo/..%2f..%2fpackage.json',
    '/widget/%00',
    '/.git/config',
  ])('nothing outside the served files is served: %s', async (path) => {
    const { status, text } = await get(path);
    expect([400, 404]).toContain(status);
    expect(text).not.toContain('"workspaces"');
  });

  it('HEAD answers as GET without the body', async () => {
    const { status, body } = await ask(service.url, '/widget.js', { method: 'HEAD' });
    expect(status).toBe(200);
    expect(body).toHaveLength(0);
  });
});
