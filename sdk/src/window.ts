import type { StorageLike } from './storage.js';

/** As much of `navigator.locks` as the SDK uses. */
export interface LocksLike {
  /** Calls `held` when nobody else holds the lock of this name, and keeps it until that resolves. */
  request(name: string, held: () => Promise<void>): Promise<unknown>;
}

/** As much of a page's window as the SDK uses; where there is no page, as in Node, it has none of it. */
export interface WindowLike {
  readonly localStorage?: StorageLike;
  readonly navigator?: { readonly locks?: LocksLike };
  readonly location?: { readonly href: string };
  addEventListener?(
    type: string,
    listener: (event: WindowEvent) => void,
    until: { readonly signal: AbortSignal },
  ): void;
}

interface WindowEvent {
  /** Of `storage`: the item that another page changed; null for all of them. */
  readonly key?: string | null;
}

/**
 * Tells when the page may have been away: it became visible (or hidden), came back from the
 * browser's cache, or the network returned; and when another page changed the storage.
 * @returns what ends it by `abort()`.
 */
export function listen(
  window: WindowLike,
  woken: () => void,
  stored: (event: WindowEvent) => void,
): AbortController {
  const end = new AbortController();
  for (const type of ['visibilitychange', 'pageshow', 'online', 'storage']) {
    window.addEventListener?.(type, type === 'storage' ? stored : woken, end);
  }
  return end;
}
