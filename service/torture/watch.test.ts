import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Watch } from './watch.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('goes on as soon as what is waited for is so', async () => {
  const watch = new Watch();
  let heads = 0;
  const all = watch.until(
    () => heads === 2,
    1_000,
    () => `heads: ${heads}`,
  );
  heads = 1;
  watch.look();
  heads = 2;
  watch.look();
  await expect(all).resolves.toBeUndefined();
});

it('fails loudly when that doesn’t come in time, and says how far it got', async () => {
  const late = new Watch().until(
    () => false,
    1_000,
    () => 'm7a at 41 of 42',
  );
  const seen = expect(late).rejects.toThrow('Not within 1 s: m7a at 41 of 42');
  await vi.advanceTimersByTimeAsync(1_000);
  await seen;
});

it('fails all that is waited for once the run is broken, now and later', async () => {
  const watch = new Watch();
  const never = () => false;
  const now = watch.until(never, 1_000, String);
  watch.fail(new Error('the service stopped'));
  await expect(now).rejects.toThrow('the service stopped');
  await expect(watch.until(never, 1_000, String)).rejects.toThrow('the service stopped');
});
