import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isFocusNowhere } from '../page/document.js';

/**
 * What lies over the room for a moment: Escape, a click elsewhere or Tab out of it shuts it, so that
 * it never hides what has the focus. That goes back to where it was unless it is elsewhere already.
 */
export function usePopover(box: RefObject<HTMLElement | null>, onClose: () => void): void {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const root = element.getRootNode() as ShadowRoot;
    const before = root.activeElement;
    const elsewhere = (event: Event) => {
      if (!event.composedPath().includes(element)) close.current();
    };
    // To the button that opened it is no way out: its click shuts it.
    const onLeave = ({ relatedTarget: to }: FocusEvent) => {
      if (to instanceof Node && to !== before && !element.contains(to)) close.current();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
    };
    element.addEventListener('keydown', onKey);
    element.addEventListener('focusout', onLeave);
    addEventListener('pointerdown', elsewhere);
    return () => {
      removeEventListener('pointerdown', elsewhere);
      element.removeEventListener('keydown', onKey);
      element.removeEventListener('focusout', onLeave);
      // It took its focus with it, or still has it.
      const left = isFocusNowhere() || element.contains(root.activeElement);
      if (left && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
}
