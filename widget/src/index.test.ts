import { expect, test } from 'vitest';

test('importing the package needs no document, so a server that renders pages may do it', async () => {
  expect(typeof document).toBe('undefined');
  const { defineRoomletChat, mount } = await import('./index.js');
  expect(() => defineRoomletChat()).not.toThrow();
  expect(typeof mount).toBe('function');
});
