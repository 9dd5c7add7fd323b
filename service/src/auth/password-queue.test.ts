import { describe, expect, it } from 'vitest';
import { PasswordQueue } from './password-queue.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));
const MANY = { burst: 10_000, refill: 10_000, per: 60_000 };

function queue(bounds: object = {}) {
  let time = 0;
  /** Passwords under work, by what was typed; each is done when told to. */
  const working = new Map<string, (isRight: boolean) => void>();
  const stretch = (password: string) =>
    new Promise<never>((resolve) => {
      working.set(password, (isRight) => {
        working.delete(password);
        resolve(isRight as never);
      });
    });
  const passwords = new PasswordQueue(
    { rate: MANY, perAddress: 1_000, perRoom: 1_000, inAll: 10_000, ...bounds },
    () => time,
    { check: stretch, hash: stretch },
  );
  /** Asks to check a password called after room, network and number; notes how it ended. */
  const ended: string[] = [];
  const ask = (room: string, network: string, n = 0) => {
    const password = `${room} ${network} ${n}`;
    const asker = { room, network };
    const done = passwords.within(asker, () => passwords.check(password, 'kept', asker));
    done.then(
      () => ended.push(password),
      () => ended.push(`${password} failed`),
    );
    return done;
  };
  /** Ends the work that began first, until `password` is under work; how much that took. */
  const workUntil = async (password: string) => {
    for (let count = 0; count < 1_000; count++) {
      await settled();
      if (working.has(password)) return count;
      const [first] = working.values();
      first?.(true);
    }
    throw new Error('its turn never came');
  };
  const finish = async () => {
    for (await settled(); working.size > 0; await settled()) [...working.values()][0]?.(true);
  };
  return { passwords, working, ask, ended, workUntil, finish, pass: (ms: number) => (time += ms) };
}

describe('turns', () => {
  it('are two at a time, and one at a time per address', async () => {
    const { ask, working, finish } = queue();
    for (const n of [1, 2, 3]) void ask('a', 'X', n);
    await settled();
    expect([...working.keys()]).toEqual(['a X 1']);
    for (const network of ['Y', 'Z']) void ask('a', network);
    await settled();
    expect([...working.keys()]).toEqual(['a X 1', 'a Y 0']);
    await finish();
  });

  it('of another room come next, however many addresses wait before one room', async () => {
    const { ask, workUntil, finish } = queue();
    for (let n = 0; n < 300; n++) void ask('crowded', `N${n}`);
    await workUntil('crowded N20 0');
    void ask('quiet', 'V');
    expect(await workUntil('quiet V 0')).toBeLessThanOrEqual(1);
    await finish();
  });

  it('of another address come next, however many rooms one address waits before', async () => {
    const { ask, workUntil, finish } = queue();
    for (let n = 0; n < 300; n++) void ask(`room ${n}`, ['X', 'Y', 'Z'][n % 3] ?? '');
    await workUntil('room 20 Z 0');
    void ask('quiet', 'V');
    expect(await workUntil('quiet V 0')).toBeLessThanOrEqual(1);
    await finish();
  });

  it('of an asker that comes again and again are no more than those of another', async () => {
    const { ask, workUntil, finish } = queue();
    let n = 0;
    const again = (): void => {
      if (n < 500) void ask(`room ${n}`, ['X', 'Y', 'Z'][n++ % 3] ?? '').then(again);
    };
    for (let i = 0; i < 6; i++) again();
    await workUntil('room 50 Z 0');
    for (let i = 0; i < 20; i++) void ask('quiet', 'V', i);
    expect(await workUntil('quiet V 19')).toBeLessThanOrEqual(20 * 4);
    n = 500;
    await finish();
  });

  it('are in order for one address and room', async () => {
    const { ask, ended, finish } = queue();
    for (const n of [1, 2, 3]) void ask('a', 'X', n);
    await finish();
    expect(ended).toEqual(['a X 1', 'a X 2', 'a X 3']);
  });
});

describe('places', () => {
  it.each([
    ['one address and room', { perAddress: 3 }, true, 'a', 'X'],
    ['one room', { perRoom: 3 }, false, 'a', 'Y'],
    ['all', { inAll: 3 }, false, 'b', 'Y'],
  ])('of %s are bounded, and free again when the work is done', async (...row) => {
    const [, bounds, isAddress, room, network] = row;
    const { ask, finish } = queue(bounds);
    for (const n of [1, 2, 3]) void ask('a', 'X', n);
    const full = { name: 'PasswordQueueFull', isAddress, retryAfter: expect.any(Number) };
    await expect(ask(room, network)).rejects.toMatchObject(full);
    await finish();
    void ask(room, network);
    await finish();
  });

  it('of an address are so many a minute, wherever it asks', async () => {
    const { ask, finish, pass } = queue({ rate: { burst: 2, refill: 2, per: 60_000 } });
    void ask('a', 'X');
    void ask('b', 'X');
    const full = { isAddress: true, retryAfter: 30_000 };
    await expect(ask('c', 'X')).rejects.toMatchObject(full);
    void ask('c', 'Y');
    pass(30_000);
    void ask('c', 'X');
    await finish();
  });

  it('are given back when the work fails', async () => {
    const { passwords } = queue({ inAll: 1 });
    const asker = { room: 'a', network: 'X' };
    for (let n = 0; n < 3; n++) {
      const failing = passwords.within(asker, () => Promise.reject(new Error('no')));
      await expect(failing).rejects.toThrow('no');
    }
  });
});
