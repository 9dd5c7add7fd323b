// @vitest-environment happy-dom
import { RoomletError } from '@roomlet/sdk';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Drawn, draw } from '../testing/draw.js';
import { CODE } from '../testing/fake-client.js';

let view: Drawn;
beforeEach(async () => {
  view = await draw({ mode: 'inline', room: CODE, name: 'Mia' });
  view.widget.show(false);
  await view.settle();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await view.remove();
});

const LINK = `https://site.example/shop#room=${CODE}`;
const said = () => view.find('.toast').textContent;
const choose = async (item: string, drawn: string) => {
  await view.choose(item);
  await view.appear(drawn);
};

test('the invitation is a named picture, a code and a link', async () => {
  await view.click(view.button('QR code'));
  await view.appear('.share');
  expect(view.find('.qr').getAttribute('aria-label')).toBe('QR code of the invite link');
  await view.click(view.find('.share .primary'));
  expect(view.page.copied).toEqual([LINK]);
  expect(said()).toBe('Copied');
});

test('an address too long for a picture still has its code and link', async () => {
  view.page.href = `https://site.example/${'q'.repeat(3_000)}`;
  await view.click(view.button('QR code'));
  await view.appear('.share');
  expect(view.all('.qr')).toEqual([]);
  expect(view.find('.share .big-code').textContent).toBe(CODE);
});

test('where the system passes links on, it is asked to, and may be sent away again', async () => {
  const share = vi.fn(() => Promise.reject(new DOMException('No.', 'AbortError')));
  vi.stubGlobal('navigator', { share });
  await view.click(view.button('QR code'));
  await view.appear('.share');
  await view.click(view.button('Share…'));
  expect(share).toHaveBeenCalledWith({ url: LINK, title: 'Chat room' });
  expect(said()).toBe('');
});

test('a page that lets no file be saved copies the conversation', async () => {
  vi.stubGlobal('origin', 'null');
  await choose('Save conversation', '.save');
  await view.click(view.button('As text'));
  expect(view.page.copied).toEqual([`${CODE} as txt`]);
  expect(said()).toMatch(/was copied instead/);
});

test('a conversation that doesn’t come says why, and can be asked for again', async () => {
  await choose('Save conversation', '.save');
  view.client.refusal = new RoomletError('unavailable', 'No.');
  await view.click(view.button('As JSON'));
  expect(view.find('.save .problem').textContent).toMatch(/^The chat can’t be reached/);
  expect(view.button('As JSON').getAttribute('aria-disabled')).toBe('false');
});

test('one’s rooms are a way to the start that keeps the seat', async () => {
  await view.choose('Your rooms');
  expect(view.button('Create a room')).toBeTruthy();
  expect(view.client.rooms.get(CODE)?.left).toBe(false);
});
