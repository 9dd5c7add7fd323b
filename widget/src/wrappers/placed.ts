import type { Mounted } from '../attach.js';
import type { RoomletEvent } from '../events.js';
import { type MountOptions, mount } from '../mount.js';
import type { RoomletOptions } from '../options.js';

/** What a framework's component can be told to do. */
export type ChatHandle = Pick<Mounted, 'open' | 'close' | 'join' | 'attachTo'>;

/** Options that can't change while a widget lives: with another one it is made anew. */
export const FIXED = ['url', 'mode', 'room', 'name', 'site', 'hotkeys', 'inviteParams'] as const;

export const EVENTS = [
  'ready',
  'open',
  'close',
  'message',
  'unread',
  'error',
] as const satisfies readonly RoomletEvent[];

/** Options as frameworks have them: one that isn't given may be there, and be undefined. */
export type Props = {
  [name in keyof RoomletOptions]: RoomletOptions[name] | (name extends 'url' ? never : undefined);
};

/** A widget for a component's element: inside it when inline, else where `mount()` puts it. */
export function placeIn(element: Element, props: Props): Mounted {
  const given = Object.entries(props).filter(([, value]) => value !== undefined);
  const options = Object.fromEntries(given) as unknown as MountOptions;
  return mount(props.mode === 'inline' ? { ...options, target: element } : options);
}

/** @param chat the widget, if it is there yet */
export function handleOf(chat: () => Mounted | undefined): ChatHandle {
  return {
    open: () => chat()?.open(),
    close: () => chat()?.close(),
    join: (code) => chat()?.join(code),
    attachTo: (element) => chat()?.attachTo(element),
  };
}
