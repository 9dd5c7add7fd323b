import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isFocusNowhere } from '../page/document.js';
import { focusedIn, focusFirst } from './use-panel-focus.js';

/**
 * Where what had the focus goes away with a drawing, focus stays in the room. After what lay over
 * the conversation it goes back to where it was before; else, and where that is gone too, to where
 * one writes, or the panel. From a message that left the document it goes to another.
 * @param layers how many things lie over the conversation.
 */
export function useKeptFocus(room: RefObject<HTMLElement | null>, layers: number): void {
  const held = useRef<Element | null>(null);
  /** What had the focus before the first layer, the second, … */
  const openers = useRef<(Element | null)[]>([]);
  const drawn = useRef(0);
  // Before this drawing touches the document.
  held.current = room.current && focusedIn(room.current);
  if (layers > drawn.current) openers.current[drawn.current] = held.current;

  useLayoutEffect(() => {
    const back = layers < drawn.current ? openers.current[layers] : null;
    drawn.current = layers;
    // A layer that never came has left the focus nowhere.
    const lost = held.current ? !held.current.isConnected : isFocusNowhere();
    // Unless somebody has taken it on purpose.
    if (!room.current || !lost || focusedIn(room.current)) return;
    const panel = room.current.closest<HTMLElement>('.panel');
    const isRow = (back ?? held.current)?.closest('.row');
    const next = back?.isConnected
      ? back
      : isRow && room.current.querySelector('.message[tabindex="0"]');
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
    else if (panel && held.current) focusFirst(panel);
  });
}
