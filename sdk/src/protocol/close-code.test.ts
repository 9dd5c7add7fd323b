import { expect, it } from 'vitest';
import { closeAction } from './close-code.js';

it.each([
  [1000, 'reconnect'],
  [1001, 'reconnect'],
  [1005, 'reconnect'],
  [1006, 'reconnect'],
  [1011, 'reconnect'],
  [1012, 'reconnect'],
  [3000, 'reconnect'],
  [4001, 'reconnect'],
  [4002, 'reconnect'],
  [4003, 'reconnect'],
  [4099, 'reconnect'],
  [4100, 'renew'],
  [4199, 'renew'],
  [4200, 'stop'],
  [4201, 'stop'],
  [4202, 'stop'],
  [4299, 'stop'],
  [4300, 'reconnect'],
  [1002, 'stop'],
  [1003, 'stop'],
  [1007, 'stop'],
  [1008, 'stop'],
  [1009, 'stop'],
  [1010, 'stop'],
])('[W13] after %i a client does: %s', (code, action) => {
  expect(closeAction(code)).toBe(action);
});
