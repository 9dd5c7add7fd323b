import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { RoomModel } from '../models/room.js';
import { listen } from './listen.js';
import { rowKeyAt } from './row-element.js';

const LONG_MS = 450;
/** A finger that moves further scrolls, px. */
const STILL_PX = 10;

/** A finger that rests on a message opens its actions. Links keep their own menu. */
export function useLongPress(list: RefObject<HTMLElement | null>, room: RoomModel): void {
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let opened = false;
    let from = { x: 0, y: 0 };
    const stop = () => {
      clearTimeout(timer);
      timer = undefined;
    };
    const onDown = (event: PointerEvent) => {
      stop();
      const key = rowKeyAt(event);
      const isOther = (event.target as Element).closest('a, button');
      if (event.pointerType !== 'touch' || !key || isOther) return;
      from = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        opened = true;
        room.ask({ name: 'actions', key, from: 'actions' });
      }, LONG_MS);
    };
    const onMove = ({ clientX, clientY }: PointerEvent) => {
      if (Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) stop();
    };
    // The browser's own menu, or a selection, would come up over ours.
    const onMenu = (event: Event) => {
      if (timer !== undefined) event.preventDefault();
    };
    // The finger that opened them is let go over one of them, and didn't choose it.
    const release = {
      pointerdown() {
        opened = false;
      },
      click(event: Event) {
        if (!opened) return;
        event.preventDefault();
        event.stopPropagation();
      },
    };
    const offs = [
      stop,
      listen(element.getRootNode(), release, true),
      listen(element, {
        pointerdown: onDown,
        pointermove: onMove,
        pointerup: stop,
        pointercancel: stop,
        contextmenu: onMenu,
      }),
    ];
    return () => {
      for (const off of offs) off();
    };
  }, [room]);
}
