import { expect, it } from 'vitest';
import { Origins } from './origins.js';

const HOST = 'chat.example:8080';

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
  ['https://evil.example', false],
  ['https://chat.example', false],
  ['https://shop.example.evil.example', false],
  ['https://localhost.evil.example', false],
  ['http://127.0.0.1.evil.example', false],
  ['https://shop.example/', false],
  ['HTTPS://SHOP.EXAMPLE', false],
  ['rubbish', false],
])('an origin %s may connect: %s', (origin, expected) => {
  expect(new Origins(['https://shop.example']).allow(origin, HOST)).toBe(expected);
});

it('takes null when it is listed, and all when * is', () => {
  expect(new Origins(['null']).allow('null', HOST)).toBe(true);
  expect(new Origins(['*']).allow('https://evil.example', HOST)).toBe(true);
  expect(new Origins(['*']).allow('null', HOST)).toBe(true);
});
