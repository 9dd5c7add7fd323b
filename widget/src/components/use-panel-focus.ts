import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { documentOwn, isFocusNowhere } from '../page/document.js';
import { useWidget } from './widget-context.js';

const STOPS = 'button, input, textarea, a[href], [tabindex="0"]';

/** Where the keyboard may stop inside the panel, in order. */
function stops(panel: HTMLElement): HTMLElement[] {
  return [...panel.querySelectorAll<HTMLElement>(STOPS)].filter(
    (element) =>
      element.tabIndex >= 0 && element.getClientRects().length > 0 && !element.closest('[inert]'),
  );
}

/** What is focused in the tree an element stands in, across the shadow root. */
export function focusedIn(element: Element): Element | null {
  const root = element.getRootNode();
  if (root instanceof Document) return documentOwn('activeElement');
  return root instanceof ShadowRoot ? root.activeElement : null;
}

function hasFocus(element: HTMLElement | null): boolean {
  return element?.contains(focusedIn(element)) ?? false;
}

/**
 * To where the visitor most likely goes on. With a finger that is the panel itself: a field would
 * bring up the keyboard.
 */
export function focusFirst(panel: HTMLElement): void {
  const first = panel.querySelector<HTMLElement>('[data-first-focus]');
  const finger = matchMedia('(pointer: coarse)').matches;
  (first && !finger ? first : panel).focus({ preventScroll: true });
}

/**
 * Focus goes into a panel the visitor opened and back to the launcher when it shuts, by
 * Escape too; a modal one keeps it. Later it follows a change of view only when the panel had it.
 */
export function usePanelFocus(panel: RefObject<HTMLElement | null>, modal: boolean): void {
  const { mode, takesFocus, session, hide } = useWidget();
  const view = session.view.value.name;

  const drawn = useRef('');
  const had = useRef(false);
  // Before the new view is drawn, and what had the focus goes with the old one.
  if (drawn.current !== view) had.current = hasFocus(panel.current);

  useEffect(() => {
    const element = panel.current;
    const opening = drawn.current === '';
    drawn.current = view;
    if (!element) return;
    const lost = had.current && isFocusNowhere();
    if (hasFocus(element) || (opening ? takesFocus.peek() : lost)) focusFirst(element);
  }, [view]);

  useEffect(() => {
    const element = panel.current;
    const root = element?.getRootNode();
    return () => {
      if (mode !== 'popup' || !(root instanceof ShadowRoot)) return;
      // The panel took its focus with it, or never had it: then focus is none of our business.
      if (documentOwn('activeElement') !== root.host && !isFocusNowhere()) return;
      root.querySelector<HTMLElement>('.launcher')?.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    const onKey = (event: KeyboardEvent) => {
      // What lies over the panel (a menu, a question) has its own Escape first.
      // One that shuts nothing is the page's: there may be a dialog around the widget.
      if (event.key === 'Escape' && !event.defaultPrevented && mode === 'popup') {
        event.preventDefault();
        hide();
      }
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
