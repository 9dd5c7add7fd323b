import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSeats } from './seats.js';
import { createStore, type StorageLike } from './storage.js';

afterEach(() => vi.unstubAllGlobals());

const throwing: StorageLike = {
  getItem: () => {
    throw new Error('blocked');
  },
  setItem: () => {
    throw new Error('full');
  },
  removeItem: () => {
    throw new Error('blocked');
  },
};

describe('storage', () => {
  it.each([
    ['none', null],
    ['one that throws', throwing],
  ])('with %s keeps things in memory', (_which, storage) => {
    const store = createStore(storage);
    store.write('a', [{ key: 'x' }]);
    expect(store.read('a')).toEqual([{ key: 'x' }]);
    store.write('a', []);
    expect(store.read('a')).toEqual([]);
  });

  it('that is full keeps what it had no room for in memory, and lets go of it when there is room', () => {
    const kept = new Map([['a', '[{"key":"old"}]']]);
    let full = true;
    const store = createStore({
      getItem: (key) => kept.get(key) ?? null,
      setItem(key, value) {
        if (full) throw new Error('full');
        kept.set(key, value);
      },
      removeItem: (key) => void kept.delete(key),
    });
    store.write('a', [{ key: 'new' }]);
    expect(store.read('a')).toEqual([{ key: 'new' }]);
    full = false;
    store.write('a', [{ key: 'newer' }]);
    expect(kept.get('a')).toBe('[{"key":"newer"}]');
    // Another tab writes, too.
    kept.set('a', '[{"key":"theirs"}]');
    expect(store.read('a')).toEqual([{ key: 'theirs' }]);
  });

  it('is the page’s own by default, and a blocked one is none', () => {
    const setItem = vi.fn();
    vi.stubGlobal('localStorage', { ...throwing, setItem });
    createStore(undefined).write('a', [{ key: 'x' }]);
    expect(setItem).toHaveBeenCalledWith('a', '[{"key":"x"}]');
  });

  it.each(['', 'nonsense', '{}', '7', 'null', '[null]', '[{}]', '[7]'])(
    'reads %j as nothing',
    (text) => {
      const store = createStore({ ...throwing, getItem: () => text });
      expect(store.read('a')).toEqual([]);
    },
  );
});

it('seats: the newest first, one per room, and no more than can be alive', () => {
  const seats = createSeats(createStore(null), 'here');
  for (let at = 0; at < 60; at++) seats.put({ code: `c${at}`, key: 'k', name: 'Ana', at });
  seats.put({ code: 'c30', key: 'k', name: 'Ana', seat: 's', at: 99 });
  expect(seats.list()).toHaveLength(50);
  expect(seats.list()[0]).toMatchObject({ code: 'c30', seat: 's' });
  expect(seats.get('c5')).toBeUndefined();
  seats.forget('c30');
  expect(seats.get('c30')).toBeUndefined();
});
