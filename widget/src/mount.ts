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
  const attached = attach(host, options);
  return {
    ...attached,
    unmount() {
      attached.unmount();
      host.remove();
    },
  };
}
