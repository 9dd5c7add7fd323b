// @vitest-environment happy-dom
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { defineRoomletChat } from './element.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const ready = () =>
  new Promise((resolve) => document.addEventListener('roomlet:ready', resolve, { once: true }));
let heard: string[] = [];

beforeAll(() => {
  defineRoomletChat();
  for (const event of ['ready', 'open', 'close']) {
    document.addEventListener(`roomlet:${event}`, () => heard.push(event));
  }
});
afterEach(async () => {
  document.body.replaceChildren();
  await turn();
  heard = [];
});

function place(attributes: Record<string, string>) {
  const element = document.createElement('roomlet-chat');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  return element as HTMLElement & { open(): void; close(): void };
}

const root = (element: HTMLElement) => element.shadowRoot?.querySelector<HTMLElement>('.root');

test('an element in the document is a widget, and its events reach the document', async () => {
  const element = place({ url: 'https://chat.example', theme: 'dark' });
  await ready();
  expect(root(element)?.dataset.theme).toBe('dark');
  element.open();
  element.close();
  expect(heard).toEqual(['ready', 'open', 'close']);
});

test('its theme changes live, without a new widget', async () => {
  const element = place({ url: 'https://chat.example' });
  await ready();
  const before = root(element);
  element.setAttribute('theme', 'light');
  await turn();
  await turn();
  expect(root(element)).toBe(before);
  expect(before?.dataset.theme).toBe('light');
});

test.each([
  ['hotkeys', 'shield'],
  ['name', 'Ana'],
  ['invite-params', 'lang'],
])('with another %s it is made anew', async (name, value) => {
  const element = place({ url: 'https://chat.example' });
  await ready();
  const before = root(element);
  element.setAttribute(name, value);
  await vi.waitFor(() => expect(root(element)).toBeTruthy());
  expect(root(element)).not.toBe(before);
});

test('one that is moved stays the same widget, one that is removed is gone', async () => {
  const element = place({ url: 'https://chat.example' });
  await ready();
  const before = root(element);
  document.body.append(document.createElement('main'));
  document.querySelector('main')?.append(element);
  await turn();
  expect(root(element)).toBe(before);
  element.remove();
  await turn();
  expect(element.shadowRoot?.childElementCount).toBe(0);
});

test('defining it twice is harmless', () => {
  expect(() => defineRoomletChat()).not.toThrow();
});
