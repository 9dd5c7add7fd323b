/** As much of `localStorage` as the SDK uses. */
export interface StorageLike {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/**
 * Storage that never throws. What the given one refuses (blocked, full, gone) is kept in memory, so
 * the page goes on working and only a refresh forgets.
 * @param storage undefined: `localStorage` where there is one; null: memory only.
 */
export function safeStorage(storage: StorageLike | null | undefined): StorageLike {
  const memory = new Map<string, string>();
  const attempt = <T>(use: (storage: StorageLike) => T): T | undefined => {
    try {
      // Even naming localStorage throws where it is blocked.
      const target = storage === undefined ? globalThis.localStorage : storage;
      return target ? use(target) : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    getItem: (key) => memory.get(key) ?? attempt((it) => it.getItem(key)) ?? null,
    setItem(key, value) {
      const kept = attempt((it) => {
        it.setItem(key, value);
        return true;
      });
      if (kept) memory.delete(key);
      else memory.set(key, value);
    },
    removeItem(key) {
      memory.delete(key);
      attempt((it) => it.removeItem(key));
    },
  };
}

/** What is stored under a key as JSON, or undefined when there is nothing or it can't be read. */
export function readJson(storage: StorageLike, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? '') as unknown;
  } catch {
    return undefined;
  }
}
