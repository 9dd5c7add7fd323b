import { describe, expect, it, vi } from 'vitest';
import { createClient } from './client.js';
import { RoomletError } from './errors.js';
import { createFakeWindows } from './fake-window.js';
import { createSeats } from './seats.js';
import { createStore, type StorageLike } from './storage.js';

const refuses = (): never => {
  throw new Error('blocked');
};
const throwing: StorageLike = {
  length: 1,
  key: refuses,
  getItem: refuses,
  setItem: refuses,
  removeItem: refuses,
};

const nowhere = () => null as unknown as StorageLike;
const memory = () => createFakeWindows().open().localStorage as StorageLike;

describe('storage', () => {
  it.each([
    ['none', nowhere],
    ['one that throws', () => throwing],
    ['one that can’t even be named', refuses],
  ])('with %s keeps things in memory', (_which, target) => {
    const store = createStore(target);
    store.put('a 1', { key: 'x' });
    store.put('b 1', { key: 'y' });
    expect(store.list('a ')).toEqual([{ key: 'x' }]);
    store.put('a 1');
    expect(store.list('a ')).toEqual([]);
  });

  it('that is full keeps what it had no room for in memory, and lets go of it when there is room', () => {
    const storage = memory();
    storage.setItem('a', '{"key":"old"}');
    let full = true;
    const setItem = (key: string, value: string) => {
      if (full) throw new Error('full');
      storage.setItem(key, value);
    };
    const store = createStore(() => ({
      length: 1,
      key: storage.key,
      getItem: storage.getItem,
      setItem,
      removeItem: storage.removeItem,
    }));
    store.put('a', { key: 'new' });
    expect(store.list('a')).toEqual([{ key: 'new' }]);
    full = false;
    store.put('a', { key: 'newer' });
    expect(storage.getItem('a')).toBe('{"key":"newer"}');
    // Another tab writes, too.
    storage.setItem('a', '{"key":"theirs"}');
    expect(store.list('a')).toEqual([{ key: 'theirs' }]);
  });

  it('is the page’s own by default, and a blocked one is none', () => {
    const localStorage = { ...throwing, key: vi.fn(refuses) };
    const seats = (window: object) => createClient({ url: 'http://x', window }).seats();
    expect(seats({ localStorage })).toEqual([]);
    expect(localStorage.key).toHaveBeenCalled();
    expect(seats(Object.defineProperty({}, 'localStorage', { get: refuses }))).toEqual([]);
  });

  it.each(['', 'nonsense', '{}', '7', 'null', '[null]', '[{}]', '{"error":null,"key":"x"}'])(
    'reads %j as nothing',
    (text) => {
      const storage = memory();
      storage.setItem('a', text);
      storage.setItem('a b', '{"key":"good"}');
      expect(createStore(() => storage).list('a')).toEqual([{ key: 'good' }]);
    },
  );

  it('that shrinks while it is read throws nothing', () => {
    const storage = { ...throwing, length: 2, key: () => null };
    expect(createStore(() => storage).list('a')).toEqual([]);
  });

  it('gives errors back as errors', () => {
    const store = createStore(nowhere);
    store.put('a', { key: 'x', error: new RoomletError('muted', 'Wait.') } as never);
    const [{ error } = { error: undefined }] = store.list<{ key: string; error: unknown }>('a');
    expect(error).toBeInstanceOf(RoomletError);
    expect(error).toMatchObject({ code: 'muted', message: 'Wait.' });
  });
});

describe('seats', () => {
  it('the newest first, one per room, and no more than can be alive', () => {
    const seats = createSeats(createStore(memory), 'here ');
    const storage = memory();
    const kept = createSeats(
      createStore(() => storage),
      'here ',
    );
    for (let at = 0; at < 60; at++) kept.put({ code: `c${at}`, key: 'k', name: 'Ana', at });
    kept.put({ code: 'c30', key: 'k', name: 'Ana', seat: 's', at: 99 });
    expect(kept.list()).toHaveLength(50);
    expect(kept.list()[0]).toMatchObject({ code: 'c30', seat: 's' });
    expect(kept.get('c5')).toBeUndefined();
    kept.forget('c30');
    expect(kept.get('c30')).toBeUndefined();
    expect(seats.list()).toEqual([]);
  });

  it('with one goes all else that is kept of its room, and nothing of another', () => {
    const store = createStore(nowhere);
    const seats = createSeats(store, 'here ');
    for (const code of ['a', 'ab']) {
      seats.put({ code, key: 'k', name: 'Ana', at: 1 });
      store.put(`here ${code} m`, { key: 'm' });
    }
    seats.forget('a');
    expect(store.list('here a')).toHaveLength(2);
    expect(store.list('here ab')).toHaveLength(2);
  });
});
