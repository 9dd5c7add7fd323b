import { createKeeping, KEYS } from './keys.js';

/**
 * Keeps keys typed in the widget from listeners of the page that catch them on their way down, too:
 * all but those set on the window before this. The widget gets each key by a copy that never leaves
 * its shadow root; what the browser itself does for the key stays with the original.
 * @returns takes the shield down
 */
export function shieldKeys(tree: HTMLElement): () => void {
  const keeps = createKeeping();
  const catchKey = (event: KeyboardEvent) => {
    const [target] = event.composedPath();
    if (!(target instanceof Node) || !tree.contains(target)) return;
    const { type, key, code, location, repeat, isComposing, keyCode } = event;
    const { ctrlKey, shiftKey, altKey, metaKey } = event;
    const copy = new KeyboardEvent(type, {
      ...{ key, code, location, repeat, isComposing, keyCode },
      ...{ ctrlKey, shiftKey, altKey, metaKey },
      bubbles: true,
      cancelable: true,
    });
    if (!target.dispatchEvent(copy)) event.preventDefault();
    if (keeps(event)) event.stopImmediatePropagation();
  };
  for (const type of KEYS) addEventListener(type, catchKey, true);
  return () => {
    for (const type of KEYS) removeEventListener(type, catchKey, true);
  };
}
