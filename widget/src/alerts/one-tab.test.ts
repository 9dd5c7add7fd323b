import { expect, test } from 'vitest';
import { createOneTab } from './one-tab.js';

interface Held {
  readonly mode: LockMode;
  readonly end: () => void;
}

/** The locks of one browser, as far as tabs use them here. */
class FakeLocks {
  readonly #held = new Map<string, Set<Held>>();
  readonly #waiting = new Set<() => boolean>();

  /** What a tab sees of them; `close` ends the tab. */
  tab(): { locks: LockManager; close: () => void } {
    const ends = new Set<() => void>();
    const request = (name: string, options: LockOptions, then: (lock: object | null) => unknown) =>
      new Promise<unknown>((resolve, reject) => {
        const { mode = 'exclusive', ifAvailable, signal } = options;
        const take = () => {
          const held = this.#held.get(name) ?? new Set();
          const isFree = [...held].every((one) => one.mode === 'shared' && mode === 'shared');
          if (!isFree) return false;
          const mine: Held = { mode, end: () => this.#release(name, mine) };
          this.#held.set(name, held.add(mine));
          ends.add(mine.end);
          Promise.resolve(then({ name, mode })).then(resolve).finally(mine.end);
          return true;
        };
        if (take()) return;
        if (ifAvailable) return Promise.resolve(then(null)).then(resolve);
        this.#waiting.add(take);
        signal?.addEventListener('abort', () => {
          this.#waiting.delete(take);
          reject(signal.reason);
        });
        ends.add(() => this.#waiting.delete(take));
      });
    const close = () => {
      for (const end of ends) end();
    };
    return { locks: { request } as unknown as LockManager, close };
  }

  #release(name: string, mine: Held): void {
    this.#held.get(name)?.delete(mine);
    for (const take of this.#waiting) if (take()) this.#waiting.delete(take);
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

function open(browser: FakeLocks, room = 'room') {
  const { locks, close } = browser.tab();
  return { tab: createOneTab(room, locks), close };
}

test('of several tabs one tells, and when it is closed another', async () => {
  const browser = new FakeLocks();
  const tabs = [open(browser), open(browser), open(browser)];
  const tellers = () => Promise.all(tabs.map(({ tab }) => tab.isMine()));
  expect(await tellers()).toEqual([true, false, false]);
  tabs[0]?.tab.stop();
  await settled();
  expect((await tellers()).slice(1)).toEqual([true, false]);
  tabs[1]?.close();
  await settled();
  expect(await tabs[2]?.tab.isMine()).toBe(true);
});

test('none tells while one of them is looked at', async () => {
  const browser = new FakeLocks();
  const [one, other, third] = [open(browser).tab, open(browser).tab, open(browser).tab];
  other.attend(true);
  third.attend(true);
  expect(await one.isMine()).toBe(false);
  third.attend(false);
  await settled();
  expect(await one.isMine()).toBe(false);
  other.attend(false);
  await settled();
  expect(await one.isMine()).toBe(true);
  one.attend(true);
  expect(await one.isMine()).toBe(false);
});

test('a tab that goes while it is looked at keeps nobody silent', async () => {
  const browser = new FakeLocks();
  const [one, other] = [open(browser), open(browser)];
  other.tab.attend(true);
  other.close();
  expect(await one.tab.isMine()).toBe(true);
});

test('each room has its own', async () => {
  const browser = new FakeLocks();
  const [one, other] = [open(browser, 'a').tab, open(browser, 'b').tab];
  other.attend(true);
  expect(await one.isMine()).toBe(true);
});

test('where there are no locks, or they are refused, each tab tells', async () => {
  const refused = { request: () => Promise.reject(new Error('SecurityError')) };
  for (const locks of [undefined, refused as unknown as LockManager]) {
    const tab = createOneTab('room', locks);
    await settled();
    expect(await tab.isMine()).toBe(true);
    tab.attend(true);
    expect(await tab.isMine()).toBe(false);
  }
});
