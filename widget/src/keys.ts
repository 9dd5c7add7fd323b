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

/** Safari ends the confirmation of an input method with this key code, and no `isComposing`. */
const IME = 229;

/**
 * Whether a key is one that the widget may answer: those of an input method are that method's, and
 * Alt+← or Ctrl+Home the browser's.
 */
function isOurs({ key, keyCode, isComposing, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  const isChord = (ctrlKey || altKey || metaKey) && key !== 'Enter';
  return !isComposing && keyCode !== IME && !isChord;
}

/** Keys typed in the widget are not the page's hotkeys; nor are all of them the widget's. */
export function keepKeys(tree: HTMLElement): void {
  const keeps = createKeeping();
  for (const type of KEYS) {
    const ward = (event: KeyboardEvent) => {
      if (!isOurs(event)) event.stopPropagation();
    };
    tree.addEventListener(type, ward, true);
    tree.addEventListener(type, (event) => {
      if (keeps(event)) event.stopPropagation();
    });
  }
}
