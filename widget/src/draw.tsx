import { RoomletError } from '@roomlet/sdk';
import { render } from 'preact';
import { alertLater } from './alert-later.js';
import { copyText } from './clipboard.js';
import { App } from './components/App.js';
import { Room } from './components/Room.js';
import type { Bus } from './events.js';
import { keepKeys } from './keys.js';
import { browserClock } from './models/clock.js';
import { safeStorage } from './models/storage.js';
import { createWidget, type Page, type WidgetModel } from './models/widget.js';
import type { Words } from './models/words.js';
import type { RoomletOptions } from './options.js';
import { newElement } from './page/document.js';
import { isAttended, watchAttention } from './page-attention.js';
import { css } from './styles/css.js';
import { adopt, coreStyle } from './styles/sheets.js';
import { VIEW } from './view-key.js';
import { watchColours } from './watch-colours.js';

/** A widget that stands in its element. */
export interface Drawn {
  readonly widget: WidgetModel;
  /** No node, listener, timer or socket is left, and nothing in the tab's storage. */
  remove(): void;
}

/** But for the inline ones, a widget takes no room in the page: no gap of a flexible layout, either. */
const boxless = css`:host { display: contents !important; }`;

/** Draws a widget into the shadow root of `host`, in place of all that stood there. */
export function draw(host: HTMLElement, options: RoomletOptions, words: Words, bus: Bus): Drawn {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const page: Page = {
    clock: browserClock,
    tab: safeStorage(() => sessionStorage),
    browser: safeStorage(() => localStorage),
    address: () => location.href,
    copy: (text) => copyText(text, tree),
    loadRoom: () =>
      Room.load().then(
        (part) => part.createModel,
        (error) => {
          throw new RoomletError('unavailable', `What draws a room could not be loaded: ${error}`);
        },
      ),
    isOnline: () => navigator.onLine,
    isColour: (text) => CSS.supports('color', text),
    isAttended,
    watchAttention,
  };
  const widget = createWidget(options, words, page, bus);
  const tree = newElement('div');
  const hadFocus = root.activeElement !== null;
  keepKeys(tree);
  root.adoptedStyleSheets = [];
  adopt(root, coreStyle);
  if (widget.mode !== 'inline') adopt(root, boxless);
  root.replaceChildren(tree);

  widget.restore();
  addEventListener('hashchange', widget.followLink);
  render(<App widget={widget} root={root} />, tree);
  // Now that the first thing to see is there.
  page.loadRoom().catch(() => {});
  const stopAlerts = alertLater(widget, bus);
  let gone = false;
  let lowerShield: (() => void) | undefined;
  if (options.hotkeys === 'shield') {
    import('./shield.js').then(({ shieldKeys }) => {
      if (!gone) lowerShield = shieldKeys(tree);
    }, console.error);
  }
  const stopColours = watchColours(widget, root);
  if (hadFocus) root.querySelector<HTMLElement>('.launcher')?.focus();

  return {
    widget,
    remove() {
      gone = true;
      lowerShield?.();
      stopColours();
      removeEventListener('hashchange', widget.followLink);
      render(null, tree);
      tree.remove();
      stopAlerts();
      widget.dispose();
      // The seat stays, and which room was the last.
      page.tab.removeItem(VIEW + (options.site ?? ''));
    },
  };
}
