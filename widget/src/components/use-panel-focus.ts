import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { useWidget } from './widget-context.js';

const STOPS = 'button, input, textarea, a[href], [tabindex="0"]';

/** Where the keyboard may stop inside the panel, in order. */
function stops(panel: HTMLElement): HTMLElement[] {
  return [...panel.querySelectorAll<HTMLElement>(STOPS)].filter(
    (element) => element.tabIndex >= 0 && element.getClientRects().length > 0,
  );
}

/** What is focused in the tree an element stands in, across the shadow root. */
export function focusedIn(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
}

/**
 * Focus goes into a panel the visitor opened and back to the launcher when it shuts, by
 * Escape too; a modal one keeps it. With a finger it goes to the panel itself: a field would bring up the keyboard.
 */
export function usePanelFocus(panel: RefObject<HTMLElement | null>, modal: boolean): void {
  const { mode, takesFocus, session, hide } = useWidget();
  const view = session.view.value.name;

  useEffect(() => {
    const element = panel.current;
    if (!element || (!takesFocus.peek() && !element.contains(focusedIn(element)))) return;
    const first = element.querySelector<HTMLElement>('[data-first-focus]');
    const finger = matchMedia('(pointer: coarse)').matches;
    (first && !finger ? first : element).focus({ preventScroll: true });
  }, [view]);

  useEffect(() => {
    const element = panel.current;
    const root = element?.getRootNode();
    return () => {
      if (mode !== 'popup' || !(root instanceof ShadowRoot)) return;
      // The panel took its focus with it, or never had it: then focus is none of our business.
      if (document.activeElement !== root.host && document.activeElement !== document.body) return;
      root.querySelector<HTMLElement>('.launcher')?.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    const onKey = (event: KeyboardEvent) => {
      // What lies over the panel (a menu, a question) has its own Escape first.
      if (event.key === 'Escape' && !event.defaultPrevented) hide();
      if (event.key !== 'Tab' || !modal) return;
      const all = stops(element);
      const edge = event.shiftKey ? all[0] : all.at(-1);
      const focused = focusedIn(element);
      if (focused !== edge && focused !== element) return;
      event.preventDefault();
      (event.shiftKey ? all.at(-1) : all[0])?.focus();
    };
    element.addEventListener('keydown', onKey);
    return () => element.removeEventListener('keydown', onKey);
  }, [modal]);
}
