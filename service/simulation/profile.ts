import type { LocksLike, StorageLike, WindowLike } from '@roomlet/sdk';
import type { PartyClock } from './time.js';

interface Claim {
  readonly owner: WindowLike;
  readonly held: () => Promise<void>;
}

interface Listener {
  readonly owner: WindowLike;
  readonly clock: PartyClock;
  readonly type: string;
  readonly listener: (event: { key?: string | null }) => void;
}

/** What the pages of one browser share: storage, locks, and word of each other's changes. */
export class Profile {
  readonly kept = new Map<string, string>();
  /** By name: who holds the lock, and behind them who waits. */
  readonly #locks = new Map<string, Claim[]>();
  readonly #listeners = new Set<Listener>();

  /** The window of another page. @param clock its own: it hears nothing while that sleeps. */
  open(clock: PartyClock): WindowLike {
    const window: WindowLike = {
      localStorage: this.#storage(() => window),
      navigator: { locks: this.#locksOf(() => window) },
      addEventListener: (type, listener, { signal }) => {
        const own = { owner: window, clock, type, listener };
        this.#listeners.add(own);
        signal.addEventListener('abort', () => this.#listeners.delete(own));
      },
    };
    return window;
  }

  /** The page is gone, and its locks are free. */
  close(window: WindowLike): void {
    for (const own of this.#listeners) if (own.owner === window) this.#listeners.delete(own);
    for (const [name, claims] of this.#locks) {
      const holder = claims[0];
      const left = claims.filter(({ owner }) => owner !== window);
      this.#locks.set(name, left);
      if (left[0] !== holder) this.#grant(name);
    }
  }

  /** The page may have been away and is back. */
  prompt(window: WindowLike): void {
    for (const { owner, type, listener } of this.#listeners) {
      if (owner === window && type === 'online') listener({});
    }
  }

  #changed(by: WindowLike, key: string): void {
    for (const { owner, clock, type, listener } of this.#listeners) {
      if (owner !== by && type === 'storage') clock.after(1, () => listener({ key }));
    }
  }

  #storage(owner: () => WindowLike): StorageLike {
    const { kept } = this;
    return {
      get length() {
        return kept.size;
      },
      key: (index) => [...kept.keys()][index] ?? null,
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => {
        kept.set(key, value);
        this.#changed(owner(), key);
      },
      removeItem: (key) => {
        if (kept.delete(key)) this.#changed(owner(), key);
      },
    };
  }

  #locksOf(owner: () => WindowLike): LocksLike {
    return {
      request: (name, held) =>
        new Promise((resolve) => {
          const claim: Claim = {
            owner: owner(),
            held: () =>
              held().then(() => {
                resolve(undefined);
                this.#release(name, claim);
              }),
          };
          const claims = this.#locks.get(name) ?? [];
          this.#locks.set(name, [...claims, claim]);
          if (claims.length === 0) this.#grant(name);
        }),
    };
  }

  #release(name: string, claim: Claim): void {
    const claims = this.#locks.get(name) ?? [];
    this.#locks.set(
      name,
      claims.filter((one) => one !== claim),
    );
    if (claims[0] === claim) this.#grant(name);
  }

  /** Whoever is first now holds it. */
  #grant(name: string): void {
    const claims = this.#locks.get(name) ?? [];
    const [first] = claims;
    if (first) void first.held();
    else this.#locks.delete(name);
  }
}
