/** As much of `localStorage` as the SDK uses. */
export interface StorageLike {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Lists of keyed things under names. Never throws. */
export interface Store {
  /** An empty list when there is none or it can't be read. */
  read<T extends { key: string }>(name: string): T[];
  write(name: string, list: readonly { key: string }[]): void;
}

/**
 * What the storage refuses (blocked, full, gone) is kept in memory, so that the page goes on working
 * and only a refresh forgets.
 * @param storage undefined: `localStorage` where there is one; null: memory only.
 */
export function createStore(storage: StorageLike | null | undefined): Store {
  const memory = new Map<string, string>();
  // Even naming localStorage throws where it is blocked, as does using what is null.
  const target = () => (storage === undefined ? globalThis.localStorage : storage) as StorageLike;
  return {
    read<T extends { key: string }>(name: string) {
      try {
        const list = JSON.parse(memory.get(name) ?? target().getItem(name) ?? '') as T[];
        return list.filter((one) => one.key);
      } catch {
        return [];
      }
    },
    write(name, list) {
      const text = JSON.stringify(list);
      memory.set(name, text);
      try {
        if (list.length > 0) target().setItem(name, text);
        else target().removeItem(name);
        memory.delete(name);
      } catch {
        // It stays in memory.
      }
    },
  };
}
