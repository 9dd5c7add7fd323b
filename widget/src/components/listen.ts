/**
 * Listens on an element that others draw.
 * @param first before the elements inside it
 * @returns stops all of it
 */
export function listen<Type extends keyof HTMLElementEventMap>(
  target: EventTarget,
  listeners: { readonly [type in Type]: (event: HTMLElementEventMap[type]) => void },
  first = false,
): () => void {
  const all = Object.entries(listeners) as [string, EventListener][];
  for (const [type, listener] of all) target.addEventListener(type, listener, first);
  return () => {
    for (const [type, listener] of all) target.removeEventListener(type, listener, first);
  };
}
