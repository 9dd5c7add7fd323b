import { expect, it } from 'vitest';
import { Hosts } from './hosts.js';

const hosts = new Hosts(['https://chat.example/rooms', 'http://chat.internal:8080']);

it.each([
  ['chat.example', true],
  ['chat.example:443', true],
  ['CHAT.example.', true],
  ['chat.internal:8080', true],
  ['localhost:8080', true],
  ['127.0.0.1', true],
  ['127.9.9.9:1', true],
  ['[::1]:8080', true],
  ['evil.example', false],
  ['chat.example.evil.example', false],
  ['evil.example#chat.example', false],
  ['evil@chat.example', false],
  ['192.0.2.1', false],
  ['', false],
])('with its public addresses known, the host %s is its own: %s', (host, expected) => {
  expect(hosts.has(host)).toBe(expected);
});

it('without them it answers under every name', () => {
  expect(new Hosts([]).has('whatever.example')).toBe(true);
});
