/**
 * Runs in the page, after a key was pressed there: whether each thing that can be focused shows it,
 * by an outline of its own or of what holds it. What lies on top comes first: it may shut when focus
 * leaves it.
 */
export function rings(): string[] {
  const STOPS = 'button, a[href], input, textarea, select, summary, [tabindex="0"]';
  const LAYERS = 'ul, [role=dialog] [role=dialog], [role=alertdialog], [popover]';
  const root = document.querySelector('roomlet-widget')?.shadowRoot;
  if (!root) return ['There is no widget.'];
  const problems: string[] = [];
  const stops = [...root.querySelectorAll<HTMLElement>(STOPS)];
  const isOnTop = (element: HTMLElement) => Number(element.closest(LAYERS) !== null);
  for (const element of stops.sort((a, b) => isOnTop(b) - isOnTop(a))) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('[inert]'))
      continue;
    element.focus({ preventScroll: true });
    if (root.activeElement !== element) continue;
    let ringed = false;
    for (let at: Element | null = element; at && !at.matches('.panel'); at = at.parentElement) {
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      ringed ||= outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    }
    if (!ringed)
      problems.push(
        `no ring: ${element.localName}.${element.className} "${element.ariaLabel ?? element.textContent}"`,
      );
  }
  return problems;
}
