import { render } from 'preact';
import { copyText } from './clipboard.js';
import { App } from './components/App.js';
import { type Bus, createBus, type Listener, type RoomletEvent } from './events.js';
import { browserClock } from './models/clock.js';
import { safeStorage } from './models/storage.js';
import { createWidget, type Page, type WidgetModel } from './models/widget.js';
import type { RoomletOptions, Theme } from './options.js';
import { en } from './strings/en.js';
import { adopt, coreStyle } from './styles/sheets.js';
import { viewKey, wasOpen } from './view-key.js';

/** A widget on a page. */
export interface Mounted {
  /** Takes it away: no node, listener, timer or socket is left. The seat is kept. */
  unmount(): void;
  open(): void;
  close(): void;
  /** Opens it and goes to a room by its code, in any spelling. */
  join(code: string): void;
  /** @returns stops listening */
  on<E extends RoomletEvent>(event: E, listener: Listener<E>): () => void;
}

export interface Attached extends Mounted {
  setTheme(theme: Theme): void;
}

/** Keys typed here are not the page's hotkeys. */
const KEYS = ['keydown', 'keypress', 'keyup'] as const;

/** Builds a widget inside `host`, in its shadow root; what stood in there (the loader's launcher) goes. */
export function attach(host: HTMLElement, options: RoomletOptions): Attached {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const page: Page = {
    clock: browserClock,
    tab: safeStorage(() => sessionStorage),
    browser: safeStorage(() => localStorage),
    address: () => location.href,
    lang: document.documentElement.lang,
    copy: (text) => copyText(text, tree),
  };
  const bus: Bus = createBus(host);
  const widget: WidgetModel = createWidget(options, en, page, bus);
  const tree = document.createElement('div');
  const hadFocus = root.activeElement !== null;
  const stop = (event: Event) => event.stopPropagation();
  for (const type of KEYS) tree.addEventListener(type, stop);
  root.adoptedStyleSheets = [];
  adopt(root, coreStyle);
  root.replaceChildren(tree);

  if (widget.mode !== 'popup') widget.show(false);
  else if (wasOpen(page.tab.getItem(viewKey(options.site)))) widget.show(false);
  widget.followLink();
  addEventListener('hashchange', widget.followLink);
  render(<App widget={widget} root={root} />, tree);
  if (hadFocus) root.querySelector<HTMLElement>('.launcher')?.focus();
  // After the caller had its chance to listen.
  queueMicrotask(() => bus.emit('ready', undefined));

  return {
    open: () => widget.show(),
    close: widget.hide,
    join: widget.join,
    on: bus.on,
    setTheme: widget.setTheme,
    unmount() {
      removeEventListener('hashchange', widget.followLink);
      render(null, tree);
      tree.remove();
      widget.dispose();
    },
  };
}
