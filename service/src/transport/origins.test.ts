import { expect, it } from 'vitest';
import { type OriginRules, Origins } from './origins.js';

const HOST = 'chat.example:8080';

function allows(origin: string | undefined, rules: Partial<OriginRules> = {}): boolean {
  const origins = new Origins({ allowed: [], publicUrls: [], localhost: true, ...rules });
  return origins.allow(origin, HOST);
}

it.each([
  [undefined, true],
  ['', true],
  ['http://chat.example:8080', true],
  ['https://chat.example:8080', true],
  ['http://localhost:3000', true],
  ['https://localhost', true],
  ['http://127.0.0.1:1', true],
  ['http://[::1]:9', true],
  ['https://shop.example', true],
  ['null', false],
  ['ftp://localhost', false],
  ['ftp://chat.example:8080', false],
  ['chrome-extension://localhost', false],
  ['file://', false],
  ['https://evil.example', false],
  ['https://chat.example', false],
  ['https://shop.example.evil.example', false],
  ['https://localhost.evil.example', false],
  ['http://127.0.0.1.evil.example', false],
  ['https://shop.example/', false],
  ['HTTPS://SHOP.EXAMPLE', false],
  ['rubbish', false],
])('an origin %s may connect: %s', (origin, expected) => {
  expect(allows(origin, { allowed: ['https://shop.example'] })).toBe(expected);
});

it('takes null when it is listed, and every page of the web when * is', () => {
  expect(allows('null', { allowed: ['null'] })).toBe(true);
  expect(allows('https://evil.example', { allowed: ['*'] })).toBe(true);
  expect(allows('null', { allowed: ['*'] })).toBe(true);
  expect(allows('ftp://evil.example', { allowed: ['*'] })).toBe(false);
});

it.each([
  ['https://a.shop.example', true],
  ['https://a.b.shop.example', true],
  ['https://shop.example', false],
  ['https://.shop.example', false],
  ['http://a.shop.example', false],
  ['https://a.shop.example:8443', false],
  ['https://ashop.example', false],
  ['https://evil.example/.shop.example', false],
])('below https://*.shop.example, the origin %s may connect: %s', (origin, expected) => {
  expect(allows(origin, { allowed: ['https://*.shop.example'] })).toBe(expected);
});

it('a pattern with a port holds for that port', () => {
  const allowed = ['https://*.shop.example:8443'];
  expect(allows('https://a.shop.example:8443', { allowed })).toBe(true);
  expect(allows('https://a.shop.example', { allowed })).toBe(false);
});

it('with public addresses known, they are its own, and not whatever the Host header says', () => {
  const publicUrls = ['https://chat.example/rooms'];
  expect(allows('https://chat.example', { publicUrls })).toBe(true);
  expect(allows('http://chat.example:8080', { publicUrls })).toBe(false);
});

it('localhost can be turned off', () => {
  expect(allows('http://localhost:3000', { localhost: false })).toBe(false);
  expect(allows('http://chat.example:8080', { localhost: false })).toBe(true);
});
