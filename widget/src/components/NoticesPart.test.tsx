// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readWishes } from '../models/wishes.js';
import { type Drawn, draw } from '../testing/draw.js';

/** Answers as a visitor would who is asked; then the answer stands. */
function stubNotification(permission: NotificationPermission, answer = permission) {
  const stub = {
    permission,
    requestPermission: vi.fn(async () => {
      stub.permission = answer;
      return answer;
    }),
  };
  vi.stubGlobal('Notification', stub);
  vi.stubGlobal('isSecureContext', true);
  return stub.requestPermission;
}

let view: Drawn;

beforeEach(async () => {
  view = await draw();
  await view.click(view.button('Open chat'));
  await view.click(view.button('Create a room'));
});
afterEach(async () => {
  await view.remove();
  vi.unstubAllGlobals();
});

async function openNotices() {
  await view.choose('Notifications');
  await view.appear('.wishes');
  const [sound, desktop] = view.all('.wishes input') as HTMLInputElement[];
  if (!sound || !desktop) throw new Error('There are two wishes.');
  return { sound, desktop, note: () => view.find('.note').textContent };
}

const wishes = () => readWishes(view.page.browser, undefined);

test('both are off at first, and what is switched on is remembered', async () => {
  stubNotification('granted');
  const { sound, desktop } = await openNotices();
  expect([sound.checked, desktop.checked]).toEqual([false, false]);
  await view.click(sound);
  expect(wishes()).toEqual({ sound: true, desktop: false });
  await view.click(desktop);
  expect(wishes()).toEqual({ sound: true, desktop: true });
  await view.click(sound);
  expect(wishes()).toEqual({ sound: false, desktop: true });
});

test('the browser is asked by the click alone', async () => {
  const asked = stubNotification('default', 'granted');
  const { desktop, note } = await openNotices();
  expect(asked).not.toHaveBeenCalled();
  await view.click(desktop);
  expect(asked).toHaveBeenCalledOnce();
  expect([desktop.checked, note(), wishes().desktop]).toEqual([true, '', true]);
});

test('a refusal is said, with what can be done, and the switch stays off', async () => {
  stubNotification('default', 'denied');
  const { desktop, note } = await openNotices();
  await view.click(desktop);
  expect([desktop.checked, wishes().desktop]).toEqual([false, false]);
  expect(note()).toMatch(/blocks notifications/);
});

test('where there are none, that is said and nothing offered', async () => {
  stubNotification('granted');
  vi.stubGlobal('isSecureContext', false);
  const { desktop, note } = await openNotices();
  expect(desktop.disabled).toBe(true);
  expect(note()).toMatch(/can’t show notifications/);
});
