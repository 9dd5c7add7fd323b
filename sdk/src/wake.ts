/**
 * Tells when the page may have been away: it became visible (or hidden), came back from the
 * browser's cache, or the network returned. Where there is no page, as in Node, it hears nothing.
 * @returns what ends it by `abort()`.
 */
export function onWake(woken: () => void): AbortController {
  const end = new AbortController();
  for (const type of ['visibilitychange', 'pageshow', 'online']) {
    globalThis.addEventListener?.(type, woken, end);
  }
  return end;
}
