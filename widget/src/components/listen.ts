/**
 * Listens on an element that others draw.
 * @returns stops all of it
 */
export function listen<Type extends keyof HTMLElementEventMap>(
  target: EventTarget,
  listeners: { readonly [type in Type]: (event: HTMLElementEventMap[type]) => void },
): () => void {
  const all = Object.entries(listeners) as [string, EventListener][];
  for (const [type, listener] of all) target.addEventListener(type, listener);
  return () => {
    for (const [type, listener] of all) target.removeEventListener(type, listener);
  };
}
