import { attach, type Mounted } from './attach.js';
import type { RoomletOptions } from './options.js';

export interface MountOptions extends RoomletOptions {
  /** Where the widget goes: a place to fill for `inline`; default the end of the page. */
  target?: Element;
}

/** Puts a widget on the page, in an element of its own. Call it in a browser, as often as wanted. */
export function mount({ target = document.body, ...options }: MountOptions): Mounted {
  const host = document.createElement('roomlet-widget');
  target.append(host);
  const { unmount, open, close, join, on } = attach(host, options);
  return {
    open,
    close,
    join,
    on,
    unmount() {
      unmount();
      host.remove();
    },
  };
}
