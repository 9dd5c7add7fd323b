import { attach, type Mounted } from './attach.js';
import type { RoomletOptions } from './options.js';

export interface MountOptions extends RoomletOptions {
  /** Where the widget goes: a place to fill for `inline`. Default: beside the page's body. */
  target?: Element;
}

/** Puts a widget on the page, in an element of its own. Call it in a browser, as often as wanted. */
export function mount({ target, ...options }: MountOptions): Mounted {
  const host = document.createElement('roomlet-widget');
  const { body, documentElement } = document;
  (target ?? (options.mode === 'inline' ? body : documentElement)).append(host);
  const attached = attach(host, options);
  return {
    ...attached,
    unmount() {
      attached.unmount();
      host.remove();
    },
  };
}
