// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { draw } from '../testing/draw.js';

afterEach(() => vi.unstubAllGlobals());

test('two sheets on one phone, shut in the order they opened, leave the page as it was', async () => {
  vi.stubGlobal('matchMedia', (query: string) =>
    Object.assign(new EventTarget(), { matches: query.includes('max-width') }),
  );
  const viewport = Object.assign(new EventTarget(), { height: 700, offsetTop: 0 });
  vi.stubGlobal('visualViewport', viewport);
  const { style } = document.documentElement;
  style.overflow = 'clip';
  const [first, second] = [await draw({ site: 'a' }), await draw({ site: 'b' })];
  for (const { widget, settle } of [first, second]) {
    widget.show();
    await settle();
  }
  expect(style.overflow).toBe('hidden');
  first.widget.hide();
  await first.settle();
  expect(style.overflow).toBe('hidden');
  second.widget.hide();
  await second.settle();
  expect(style.overflow).toBe('clip');
  for (const view of [first, second]) await view.remove();
  style.overflow = '';
});
