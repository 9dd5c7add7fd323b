import type { StorageLike } from './storage.js';
import type { LocksLike, WindowLike } from './window.js';

/** The windows of one browser: they share a storage and locks, and hear of each other's changes. */
export interface FakeWindows {
  /** What the storage holds. */
  readonly kept: Map<string, string>;
  open(): WindowLike;
}

export function createFakeWindows(): FakeWindows {
  const kept = new Map<string, string>();
  const locks = createFakeLocks();
  const listeners = new Set<readonly [object, (event: { key: string }) => void]>();

  return {
    kept,
    open() {
      const changed = (key: string) => {
        for (const [owner, listener] of listeners) {
          if (owner !== window) queueMicrotask(() => listener({ key }));
        }
      };
      const storage: StorageLike = {
        get length() {
          return kept.size;
        },
        key: (index) => [...kept.keys()][index] ?? null,
        getItem: (key) => kept.get(key) ?? null,
        setItem(key, value) {
          kept.set(key, value);
          changed(key);
        },
        removeItem(key) {
          if (kept.delete(key)) changed(key);
        },
      };
      const window: WindowLike = {
        localStorage: storage,
        navigator: { locks },
        addEventListener(type, listener, { signal }) {
          const own = [window, listener] as const;
          if (type === 'storage') listeners.add(own);
          signal.addEventListener('abort', () => listeners.delete(own));
        },
      };
      return window;
    },
  };
}

/** Locks in memory: each goes to who asked first. */
export function createFakeLocks(): LocksLike {
  const last = new Map<string, Promise<unknown>>();
  return {
    request(name, held) {
      const over = (last.get(name) ?? Promise.resolve()).then(held);
      last.set(
        name,
        over.catch(() => {}),
      );
      return over;
    },
  };
}
