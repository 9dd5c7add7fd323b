import { expect, it } from 'vitest';
import { FakeClock } from '../room/testing.js';
import { sendAway } from './drain.js';

/** Numbers that look random, the same each time. */
function sequence(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function drain(count: number, over: number) {
  const clock = new FakeClock();
  const start = clock.now();
  const connections = new Set(Array.from({ length: count }, (_, i) => i));
  const times: number[] = [];
  const result = { clock, connections, times, done: false };
  sendAway(
    connections,
    over,
    (connection) => {
      connections.delete(connection);
      times.push(clock.now() - start);
    },
    clock,
    sequence(),
  ).then(() => {
    result.done = true;
  });
  return result;
}

it('sends everyone away within the time, spread over all of it', async () => {
  const drained = drain(1_000, 2_000);
  await drained.clock.pass(2_000);
  expect(drained.done).toBe(true);
  expect(drained.times).toHaveLength(1_000);
  const perSlice = new Map<number, number>();
  for (const time of drained.times) perSlice.set(time, (perSlice.get(time) ?? 0) + 1);
  expect(perSlice.size).toBe(41);
  expect(Math.max(...perSlice.values())).toBeLessThan(60);
});

it('is done as soon as nobody is left', async () => {
  const drained = drain(10, 60_000);
  await drained.clock.pass(1_000);
  expect(drained.done).toBe(false);
  drained.connections.clear();
  await drained.clock.pass(100);
  expect(drained.done).toBe(true);
});

it('sends all away at once when there is no time', async () => {
  const drained = drain(10, 0);
  expect(drained.times).toEqual(Array(10).fill(0));
});
