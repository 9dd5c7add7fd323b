import type { Off } from './emitter.js';

/**
 * Tells when the page may have been away: it became visible, came back from the browser's cache, or
 * the network returned. Where there is no page (Node, workers without `document`) it hears what
 * there is to hear.
 */
export function wakes(woken: () => void): Off {
  const { document } = globalThis;
  const seen = () => {
    if (document.visibilityState === 'visible') woken();
  };
  const hooks: [EventTarget | undefined, string, () => void][] = [
    [document, 'visibilitychange', seen],
    [globalThis, 'online', woken],
    [globalThis, 'pageshow', woken],
  ];
  for (const [target, type, run] of hooks) target?.addEventListener?.(type, run);
  return () => {
    for (const [target, type, run] of hooks) target?.removeEventListener?.(type, run);
  };
}
