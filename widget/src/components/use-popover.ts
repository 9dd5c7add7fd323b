import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * What lies over the room for a moment: Escape or a click elsewhere shuts it, and the focus goes
 * back to where it was unless it is elsewhere already.
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
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
    };
    element.addEventListener('keydown', onKey);
    addEventListener('pointerdown', elsewhere);
    return () => {
      removeEventListener('pointerdown', elsewhere);
      element.removeEventListener('keydown', onKey);
      // It took its focus with it, or still has it.
      const left = document.activeElement === document.body || element.contains(root.activeElement);
      if (left && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
}
