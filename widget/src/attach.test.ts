// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { attach, type Mounted } from './attach.js';

const URL = 'https://chat.example';
const placed: Mounted[] = [];

function place(options = {}) {
  const host = document.body.appendChild(document.createElement('div'));
  const widget = attach(host, { url: URL, ...options });
  placed.push(widget);
  const ready = new Promise<void>((resolve) => widget.on('ready', resolve));
  const root = () => host.shadowRoot?.querySelector<HTMLElement>('.root');
  return { host, widget, ready, root };
}

afterEach(() => {
  for (const widget of placed.splice(0)) widget.unmount();
  document.body.replaceChildren();
});

test('calls made before the language is there are done in their order when it is', async () => {
  const { widget, ready, root } = place();
  const heard: string[] = [];
  for (const event of ['ready', 'open', 'close'] as const) {
    widget.on(event, () => heard.push(event));
  }
  widget.open();
  widget.close();
  widget.setTheme('dark');
  expect(heard).toEqual([]);
  await ready;
  await Promise.resolve();
  expect(heard).toEqual(['ready', 'open', 'close']);
  expect(root()?.dataset.theme).toBe('dark');
});

test('one that is taken away before its language is there is never drawn', async () => {
  const { host, widget } = place();
  const other = place();
  widget.unmount();
  await other.ready;
  expect(host.shadowRoot).toBeNull();
});
