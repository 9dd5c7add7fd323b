/** What a key makes, one after the other. */
export const KEYS = ['keydown', 'keypress', 'keyup'] as const;

/**
 * Whether a key, once everything in the widget had it, is none of the page's business: all are, but
 * an Escape that nothing in the widget used. What uses one calls `preventDefault`.
 */
export function createKeeping(): (event: KeyboardEvent) => boolean {
  let usedEscape = false;
  return ({ type, key, defaultPrevented }) => {
    if (key !== 'Escape') return true;
    // Its keyup is whose its keydown was.
    if (type === 'keydown') usedEscape = defaultPrevented;
    return usedEscape;
  };
}

/** Keys typed in the widget are not the page's hotkeys. */
export function keepKeys(tree: HTMLElement): void {
  const keeps = createKeeping();
  for (const type of KEYS) {
    tree.addEventListener(type, (event) => {
      if (keeps(event)) event.stopPropagation();
    });
  }
}
