import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { focusedIn, focusFirst } from './use-panel-focus.js';

/**
 * Where what had the focus goes away with a drawing, focus stays in the room: it goes to the menu
 * after its question (`asking`), else to where one writes, or the panel.
 */
export function useKeptFocus(room: RefObject<HTMLElement | null>, asking: boolean): void {
  const held = useRef<Element | null>(null);
  const asked = useRef(false);
  // Before this drawing touches the document.
  held.current = room.current && focusedIn(room.current);

  useLayoutEffect(() => {
    const element = room.current;
    const answered = asked.current && !asking;
    asked.current = asking;
    if (!element || !held.current || held.current.isConnected) return;
    const menu = answered && element.querySelector<HTMLElement>('.menu > button');
    const panel = element.closest<HTMLElement>('.panel');
    if (menu) menu.focus({ preventScroll: true });
    else if (panel) focusFirst(panel);
  });
}
