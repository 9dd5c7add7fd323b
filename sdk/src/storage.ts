import { RoomletError } from './errors.js';

/** As much of `localStorage` as the SDK uses: each thing it keeps is an item of its own. */
export interface StorageLike {
  readonly length: number;
  /** The names of its items, by number, in any order. */
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What is kept has a key of its own, by which rubbish is told from it. */
export interface Kept {
  readonly key: string;
}

/**
 * Things under names. Other pages write there too, so nothing is read, changed and written back:
 * each thing has its own item, which is written whole. Never throws.
 */
export interface Store {
  /** All whose names begin so, in any order; what can't be read isn't there. */
  list<T extends Kept>(prefix: string): T[];
  /** @param one undefined: none any more. */
  put(name: string, one?: Kept): void;
}

/**
 * What the storage refuses (blocked, full, gone) is kept in memory, so that the page goes on working
 * and only a refresh forgets.
 * @param target the storage; may throw or give none, then all is in memory.
 */
export function createStore(target: () => StorageLike): Store {
  const memory = new Map<string, string>();
  return {
    list<T extends Kept>(prefix: string) {
      const names = new Set(memory.keys());
      attempt(() => {
        const storage = target();
        for (let i = 0; i < storage.length; i++) names.add(storage.key(i) ?? '');
      });
      return [...names].flatMap((name) => {
        if (!name.startsWith(prefix)) return [];
        const text = () => memory.get(name) ?? target().getItem(name) ?? '';
        const one = attempt(() => JSON.parse(text(), revive) as T);
        return one?.key ? [one] : [];
      });
    },
    put(name, one) {
      memory.delete(name);
      try {
        if (one) target().setItem(name, JSON.stringify(one));
        else target().removeItem(name);
      } catch {
        if (one) memory.set(name, JSON.stringify(one));
      }
    },
  };
}

function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}

/** An error comes out as one. */
function revive(name: string, value: RoomletError): unknown {
  return name === 'error' ? new RoomletError(value.code, value.message) : value;
}
