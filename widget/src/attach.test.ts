// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { attach, type Mounted } from './attach.js';
import * as load from './strings/load.js';

vi.mock('./strings/load.js', { spy: true });

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

test('a language that can’t be loaded is no reason to forget another asked for since', async () => {
  const { widget, ready, root } = place();
  await ready;
  let fail = () => {};
  const { loadTongue } = await vi.importActual<typeof load>('./strings/load.js');
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.mocked(load.loadTongue).mockImplementationOnce(
    () =>
      new Promise((_, reject) => {
        fail = () => reject(new Error('Gone.'));
      }),
  );
  const french = loadTongue('fr');
  vi.mocked(load.loadTongue).mockImplementationOnce(async () => {
    fail();
    await new Promise((resolve) => setImmediate(resolve));
    return french;
  });
  widget.setLang('de');
  widget.setLang('fr');
  await vi.waitFor(() => expect(root()?.lang).toBe('fr'));
});

test('once taken away it does nothing any more that it is told', async () => {
  const { widget, ready } = place();
  await ready;
  const heard = vi.fn();
  widget.on('open', heard);
  widget.unmount();
  widget.open();
  widget.join('k7w-q2m-x9d');
  widget.attachTo(document.body.appendChild(document.createElement('dialog')));
  expect(document.querySelector('dialog')?.childNodes.length).toBe(0);
  expect(heard).not.toHaveBeenCalled();
  expect(sessionStorage.length).toBe(0);
});
