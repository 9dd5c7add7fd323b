import type { Clock } from '../room/clock.js';

/** Time between two slices, ms. */
const SLICE = 50;

/**
 * Sends connections away a few at a time, spread at random over a while, so that wherever they come
 * back to is not stormed. Each slice takes its random share of those that are left.
 * @param connections live: who leaves by themselves, or is sent away, drops out of it.
 * @param over how long it may take, ms.
 * @returns resolves when there is nobody left to send away.
 */
export function sendAway<C>(
  connections: ReadonlySet<C>,
  over: number,
  send: (connection: C) => void,
  clock: Clock,
  random: () => number,
): Promise<void> {
  return new Promise((resolve) => {
    const slice = (slicesLeft: number) => {
      for (const connection of [...connections]) {
        if (random() * slicesLeft < 1) send(connection);
      }
      if (slicesLeft <= 1 || connections.size === 0) resolve();
      else clock.after(SLICE, () => slice(slicesLeft - 1));
    };
    slice(Math.floor(over / SLICE) + 1);
  });
}
