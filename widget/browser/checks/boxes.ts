/**
 * Runs in the page: whether all that can be focused or pressed is large enough, inside of what shows
 * it, and under nothing else. Axe looks at none of these with a scrolled or clipped parent.
 * @param least px of a target's side
 */
export function boxes(least: number): string[] {
  const TARGETS = 'button, a[href], input, textarea, select, summary, [tabindex="0"]';
  const root = document.querySelector('roomlet-widget')?.shadowRoot;
  const problems: string[] = [];
  if (!root) return ['There is no widget.'];

  for (const element of root.querySelectorAll<HTMLElement>(TARGETS)) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('[inert]'))
      continue;
    const tell = (what: string) =>
      problems.push(
        `${what}: ${element.localName}.${element.className} "${element.ariaLabel ?? element.textContent}"`,
      );
    const target = element.matches('[type=checkbox], [type=radio]')
      ? (element.closest('label') ?? element)
      : element;
    let box = target.getBoundingClientRect();
    const { width, height } = box;
    // A link in a sentence is as high as its line, and a message is no button.
    if (!element.matches('article, .text *') && Math.min(width, height) < least - 0.5)
      tell(`smaller than ${least} px (${Math.round(width)} × ${Math.round(height)})`);
    if (element.matches('input:not([type=checkbox], [type=radio]), textarea, select')) {
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (size < 16) tell(`a field of ${size} px, which phones zoom to`);
    }

    let scrolled = false;
    for (let parent = target.parentElement; parent; parent = parent.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(parent);
      if (display === 'contents') continue;
      const edge = parent.getBoundingClientRect();
      const outX = box.left < edge.left - 1 || box.right > edge.right + 1;
      const outY = box.top < edge.top - 1 || box.bottom > edge.bottom + 1;
      const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
      if (scrolls(overflowX) || scrolls(overflowY)) {
        scrolled ||= outX || outY;
        box = edge;
      } else if ((overflowX !== 'visible' && outX) || (overflowY !== 'visible' && outY)) {
        tell(`cut off by .${parent.className}`);
      }
    }
    const isInPage = root.querySelector('.inline') !== null;
    const out = box.left < -1 || box.top < -1 || box.right > innerWidth + 1;
    if (!isInPage && (out || box.bottom > innerHeight + 1)) tell('outside the window');

    const { left, top } = target.getBoundingClientRect();
    const over = root.elementFromPoint(left + width / 2, top + height / 2);
    // These go by themselves, or as soon as the focus is elsewhere.
    const passing = over?.closest('.toast, .pill, .menu, .picker');
    if (
      !scrolled &&
      !isInPage &&
      over &&
      !passing &&
      !target.contains(over) &&
      !over.contains(target)
    )
      tell(`covered by ${over.localName}.${over.getAttribute('class')}`);
  }
  return problems;
}
