// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watch } from '../alerts/alerts.js';
import { keepWishes, readWishes } from '../models/wishes.js';
import { type Drawn, draw } from '../testing/draw.js';
import { ANA, sent } from '../testing/fake-room.js';

/**
 * Answers as a visitor would who is asked; then the answer stands.
 * @param illegal there for service workers only, as in Chrome on Android
 */
function stubNotification(
  permission: NotificationPermission,
  answer = permission,
  { illegal = false } = {},
) {
  const stub = class {
    static permission = permission;
    static requestPermission = vi.fn(async () => {
      stub.permission = answer;
      return answer;
    });
    constructor() {
      if (illegal) throw new TypeError('Illegal constructor.');
    }
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

test('where only service workers may show them, nobody is asked in vain', async () => {
  const asked = stubNotification('default', 'granted', { illegal: true });
  const { desktop, note } = await openNotices();
  expect(desktop.disabled).toBe(true);
  expect(note()).toMatch(/can’t show notifications/);
  expect(asked).not.toHaveBeenCalled();
});

test('where that comes out only with a message, the switch goes off and says why', async () => {
  stubNotification('granted', 'granted', { illegal: true });
  keepWishes(view.page.browser, undefined, { sound: true, desktop: true });
  const stop = watch(view.widget, view.bus);
  view.page.attend(false);
  for (const room of view.client.rooms.values()) room.live(sent(1, ANA, 'Hello'));
  view.page.clock.pass(1_000);
  await view.settle();
  stop();
  view.page.attend(true);
  expect(wishes()).toEqual({ sound: true, desktop: false });
  const { desktop, note } = await openNotices();
  expect([desktop.checked, desktop.disabled]).toEqual([false, true]);
  expect(note()).toMatch(/can’t show notifications/);
});
