import { attach, type Mounted } from './attach.js';
import type { RoomletOptions } from './options.js';
import { documentOwn, newElement } from './page/document.js';

export interface MountOptions extends RoomletOptions {
  /** Where the widget goes: a place to fill for `inline`. Default: beside the page's body. */
  target?: Element;
}

/** Puts a widget on the page, in an element of its own. Call it in a browser, as often as wanted. */
export function mount({ target, ...options }: MountOptions): Mounted {
  const host = newElement('roomlet-widget');
  const page = documentOwn('documentElement');
  const place = target ?? (options.mode === 'inline' ? documentOwn('body') : page);
  // A form has its fields before what it can do, hence the `append` of another.
  page.append.call(place, host);
  const attached = attach(host, options);
  return {
    ...attached,
    unmount() {
      attached.unmount();
      host.remove();
    },
  };
}
