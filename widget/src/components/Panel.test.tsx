// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Drawn, draw } from '../testing/draw.js';
import { CODE } from '../testing/fake-client.js';
import { ANA, sent } from '../testing/fake-room.js';

let view: Drawn;
beforeEach(async () => {
  view = await draw();
});
afterEach(() => view.remove());

const focused = () => view.root.activeElement;

test('a popup starts as its launcher alone', () => {
  expect(view.button('Open chat').getAttribute('aria-expanded')).toBe('false');
  expect(view.all('.panel')).toEqual([]);
});

test('a floating panel is a named dialog, and not modal', async () => {
  await view.click(view.button('Open chat'));
  const panel = view.find('[role=dialog]');
  expect([panel.getAttribute('aria-label'), panel.getAttribute('aria-modal')]).toEqual([
    'Chat',
    null,
  ]);
});

test('opening by a click puts focus into the panel, Escape shuts it and gives focus back', async () => {
  await view.click(view.button('Open chat'));
  expect(focused()).toBe(view.find('input'));
  await view.press(view.find('input'), 'Escape');
  expect(view.all('.panel')).toEqual([]);
  expect(focused()).toBe(view.button('Open chat'));
});

test('a panel that opens by itself leaves focus where it is', async () => {
  view.widget.show(false);
  await view.settle();
  expect(focused()).toBeNull();
});

test('a room entered later takes no focus from the page the visitor went back to', async () => {
  const page = document.body.appendChild(document.createElement('input'));
  await view.click(view.button('Open chat'));
  page.focus();
  await act(() => view.widget.session.start.create());
  await view.settle();
  expect(view.all('.room')).toHaveLength(1);
  expect(document.activeElement).toBe(page);
  page.remove();
});

test('a room entered from the panel keeps focus in it', async () => {
  await view.click(view.button('Open chat'));
  view.button('Create a room').focus();
  await view.click(view.button('Create a room'));
  expect(focused()).toBe(view.find('textarea'));
});

test('a reader who scrolled up is where they were, when the panel opens again', async () => {
  await view.click(view.button('Open chat'));
  await view.click(view.button('Create a room'));
  view.client.rooms.get(CODE)?.live(sent(1, ANA, 'hello'));
  const { value } = view.widget.session.view;
  const pin = value.name === 'room' ? value.room.pin : undefined;
  pin?.scrolled(5_000, 0);
  pin?.gesture();
  pin?.scrolled(3_000, 2_000);
  await view.settle();
  await view.press(view.find('textarea'), 'Escape');
  await view.click(view.button('Open chat, 1 unread message'));
  expect(view.find('.list').scrollTop).toBe(3_000);
});

test('every field has a label that names it', async () => {
  await view.click(view.button('Open chat'));
  for (const field of view.all('input') as HTMLInputElement[]) {
    expect(view.find<HTMLLabelElement>(`label[for="${field.id}"]`).textContent).not.toBe('');
  }
});

test('an inline widget has no launcher, and is a region that Escape leaves open', async () => {
  const inline = await draw({ mode: 'inline' });
  await inline.settle();
  expect(inline.all('.launcher')).toEqual([]);
  await inline.press(inline.find('[role=region]'), 'Escape');
  expect(inline.all('[role=region]')).toHaveLength(1);
  await inline.remove();
});

test('a theme is switched live', async () => {
  expect(view.find('.root').dataset.theme).toBe('auto');
  view.widget.setTheme('dark');
  await view.settle();
  expect(view.find('.root').dataset.theme).toBe('dark');
});
