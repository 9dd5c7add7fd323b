import { render } from 'preact';
import { act } from 'preact/test-utils';
import { vi } from 'vitest';
import { App } from '../components/App.js';
import { Room } from '../components/Room.js';
import { createBus } from '../events.js';
import { keepKeys } from '../keys.js';
import { createWidget } from '../models/widget.js';
import type { RoomletOptions } from '../options.js';
import { ENGLISH } from './english.js';
import { FakeClient } from './fake-client.js';
import { FakePage } from './fake-page.js';

/** A part that loads later may bring others; more than so many inside one another there aren't. */
const MOST_PARTS = 4;

/** A widget drawn into the document of a test, with a made-up service behind it. */
export async function draw(options: Partial<RoomletOptions> = {}) {
  const page = new FakePage();
  await Room.load();
  const client = new FakeClient();
  const host = document.body.appendChild(document.createElement('div'));
  const root = host.attachShadow({ mode: 'open' });
  const place = root.appendChild(document.createElement('div'));
  keepKeys(place);
  const bus = createBus(host);
  const widget = createWidget({ url: client.url, ...options }, ENGLISH, page, bus, client);
  /** Lets everything that is under way happen, a frame of drawing included. */
  const settle = () =>
    act(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      page.clock.pass(150);
      await new Promise((resolve) => setImmediate(resolve));
    });
  const find = <E extends HTMLElement = HTMLElement>(selector: string): E => {
    const element = place.querySelector<E>(selector);
    if (!element) throw new Error(`There is no ${selector} in ${place.innerHTML}`);
    return element;
  };
  const press = async (element: HTMLElement, key: string) => {
    element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await settle();
  };
  const type = async (element: HTMLInputElement | HTMLTextAreaElement, text: string) => {
    element.value = text;
    element.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await settle();
  };
  const click = async (element: HTMLElement) => {
    element.click();
    await settle();
  };
  const button = (name: string) => {
    const named = [...place.querySelectorAll('button')].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
    );
    if (!named) throw new Error(`There is no button "${name}" in ${place.innerHTML}`);
    return named;
  };
  /** Waits until all that was asked for when it was drawn is loaded, and drawn. */
  const ready = async () => {
    await settle();
    await vi.dynamicImportSettled();
    await settle();
  };
  /** Waits for what is loaded when it is first drawn: a part, and the parts in it. */
  const appear = async (selector: string) => {
    for (let parts = 0; parts < MOST_PARTS && !place.querySelector(selector); parts++)
      await ready();
    return find(selector);
  };
  await act(() => render(<App widget={widget} root={root} />, place));
  return {
    page,
    client,
    widget,
    bus,
    root,
    settle,
    find,
    press,
    type,
    click,
    ready,
    appear,
    all: (selector: string) => [...place.querySelectorAll<HTMLElement>(selector)],
    button,
    /** Opens the room's menu and takes one of its items. */
    async choose(item: string) {
      await click(button('Room menu'));
      await appear('.menu li');
      await click(button(item));
    },
    async remove() {
      await act(() => render(null, place));
      widget.dispose();
      host.remove();
    },
  };
}

export type Drawn = Awaited<ReturnType<typeof draw>>;
