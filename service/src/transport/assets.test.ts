import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Assets } from './assets.js';

const folder = mkdtempSync(join(tmpdir(), 'roomlet-assets-'));
const assets = new Assets();

beforeAll(() => {
  mkdirSync(join(folder, 'widget', '1.0.0-abc'), { recursive: true });
  writeFileSync(join(folder, 'widget.js'), 'loader');
  writeFileSync(join(folder, 'widget', '1.0.0-abc', 'core.js'), 'core');
  writeFileSync(join(folder, 'widget', '1.0.0-abc', 'core.js.br'), 'made by the build');
  writeFileSync(join(folder, 'secret.key'), 'not served');
  writeFileSync(join(folder, 'index.html'), '<p>page');
  assets.add(folder, '/', { 'index.html': '/' });
});
afterAll(() => rmSync(folder, { recursive: true }));

it('serves each encoding, the one made by the build where there is one', () => {
  const get = (path: string, accepts: string) => assets.get(path, accepts, '');
  const br = get('/widget.js', 'gzip, deflate, br');
  expect(br?.headers).toMatchObject({ 'Content-Encoding': 'br', Vary: 'Accept-Encoding' });
  expect(brotliDecompressSync(br?.body as Buffer).toString()).toBe('loader');
  const gzip = get('/widget.js', 'gzip, br;q=0');
  expect(gunzipSync(gzip?.body as Buffer).toString()).toBe('loader');
  expect(String(get('/widget.js', '')?.body)).toBe('loader');
  expect(String(get('/widget/1.0.0-abc/core.js', 'br')?.body)).toBe('made by the build');
});

it('answers 304 to an ETag it gave, and not to another', () => {
  const tag = assets.get('/widget.js', 'br', '')?.headers?.ETag ?? '';
  expect(assets.get('/widget.js', 'br', tag)).toMatchObject({ status: 304 });
  expect(assets.get('/widget.js', 'br', `W/${tag}, "x"`)).toMatchObject({ status: 304 });
  expect(assets.get('/widget.js', 'gzip', tag)).toMatchObject({ status: 200 });
});

it('lets versions be kept for ever, and what leads to them only shortly', () => {
  const cacheOf = (path: string) => assets.get(path, '', '')?.headers?.['Cache-Control'];
  expect(cacheOf('/widget/1.0.0-abc/core.js')).toContain('immutable');
  expect(cacheOf('/widget.js')).toBe('public, max-age=300');
  expect(cacheOf('/')).toBe('no-cache');
});

it.each(['/secret.key', '/../secret.key', '/widget', '/index.html', '//widget.js'])(
  'has nothing at %s',
  (path) => expect(assets.get(path, '', '')).toBeUndefined(),
);

it('holds its own pages to a strict policy, and lets other sites load scripts', () => {
  const page = assets.get('/', '', '')?.headers ?? {};
  expect(page['Content-Security-Policy']).toContain("default-src 'none'");
  expect(page['Content-Security-Policy']).not.toContain('unsafe');
  expect(page['Content-Security-Policy']).toContain("frame-ancestors 'none'");
  expect(page['X-Frame-Options']).toBe('DENY');
  expect(assets.get('/widget.js', '', '')?.headers).toMatchObject({
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
});
