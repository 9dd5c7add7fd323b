/** As much of Web Storage as is used here. */
export interface KeyValues {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** A storage that lasts as long as the page. */
function inMemory(): KeyValues {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/**
 * A storage that never throws: pages block theirs, sandboxed frames have none, quotas run out.
 * What can't be kept there is kept for as long as the page lives.
 * @param find answers the real one; may throw
 */
export function safeStorage(find: () => KeyValues): KeyValues {
  const memory = inMemory();
  const first = <T>(real: (storage: KeyValues) => T, otherwise: () => T): T => {
    try {
      return real(find());
    } catch {
      return otherwise();
    }
  };
  return {
    getItem: (key) =>
      memory.getItem(key) ??
      first(
        (s) => s.getItem(key),
        () => null,
      ),
    setItem: (key, value) =>
      first(
        (s) => s.setItem(key, value),
        () => memory.setItem(key, value),
      ),
    removeItem: (key) => {
      memory.removeItem(key);
      first(
        (s) => s.removeItem(key),
        () => {},
      );
    },
  };
}
