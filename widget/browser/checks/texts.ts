/** Runs in the page: whether any text is cut off, and whether anything scrolls sideways. */
export function texts(): string[] {
  const root = document.querySelector('roomlet-widget')?.shadowRoot;
  const problems: string[] = [];
  if (!root) return ['There is no widget.'];

  const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
  for (const element of [document.documentElement, ...root.querySelectorAll('*')]) {
    // Reflow leaves toolbars as they are: a row of signs that a finger goes along.
    if (element.scrollWidth <= element.clientWidth + 1 || element.matches('[role=toolbar]'))
      continue;
    const isPage = element === document.documentElement;
    if (isPage || scrolls(getComputedStyle(element).overflowX))
      problems.push(`scrolls sideways: ${element.localName}.${element.className}`);
  }

  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent?.trim() || !parent?.checkVisibility({ visibilityProperty: true }))
      continue;
    if (parent.closest('.hidden, textarea, style')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    let { left, right, top, bottom } = range.getBoundingClientRect();
    for (let element: Element | null = parent; element; element = element.parentElement) {
      const { overflowX, overflowY, textOverflow, display, webkitLineClamp } =
        getComputedStyle(element);
      if (display === 'contents' || display === 'inline') continue;
      const edge = element.getBoundingClientRect();
      const shortened = textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
      const outX = left < edge.left - 1 || right > edge.right + 1;
      const outY = top < edge.top - 1 || bottom > edge.bottom + 1;
      if (scrolls(overflowX) || scrolls(overflowY) || shortened) {
        ({ left, right, top, bottom } = edge);
      } else if ((overflowX !== 'visible' && outX) || (overflowY !== 'visible' && outY)) {
        problems.push(`cut off by .${element.className}: "${node.textContent.slice(0, 40)}"`);
      }
    }
    if (left < -1 || right > innerWidth + 1)
      problems.push(`beyond the window: "${node.textContent.slice(0, 40)}"`);
  }
  return problems;
}
