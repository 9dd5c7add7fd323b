import { expect, it } from 'vitest';
import { shrink } from './shrink.js';
import { type Outcome, simulate } from './simulate.js';
import type { World } from './world.js';

// That the simulation can fail: with a fault planted below the rules, some seed soon says so, and
// the trace of it is short.

async function firstBroken(
  plant: (world: World) => void,
  find: typeof shrink = shrink,
): Promise<Outcome | undefined> {
  for (let seed = 1; seed <= 60; seed++) {
    const run = { seed, prepare: plant };
    const outcome = await simulate(run);
    if (outcome.violation) return find(run, outcome);
  }
  return undefined;
}

it('[W6] finds an engine that acks what it has not kept', async () => {
  const broken = await firstBroken(({ disk }) => {
    const append = disk.append.bind(disk);
    let count = 0;
    disk.append = async (at, room, change) => {
      count += 1;
      if (count % 10 || !change.key) return append(at, room, change);
      return { appended: { seq: 1, at }, commit: undefined };
    };
  });
  expect(broken?.violation?.rule).toBe('W6');
  expect(broken?.trace.length).toBeLessThan(100);
});

it('[W7] finds an engine that forgets keys', async () => {
  const broken = await firstBroken(({ disk }) => {
    const append = disk.append.bind(disk);
    disk.append = (at, room, { key: _key, ...change }) => append(at, room, change);
  });
  expect(broken?.violation?.rule).toBe('W7');
  expect(broken?.trace.length).toBeLessThan(100);
});

it('[W5] finds a tail that is told of commits in another order', async () => {
  const broken = await firstBroken(
    ({ disk }) => {
      const append = disk.append.bind(disk);
      let late: Awaited<ReturnType<typeof append>>['commit'];
      disk.append = async (at, room, change) => {
        const done = await append(at, room, change);
        const { commit } = done;
        if (!commit?.events[0] || commit.events[0].seq % 7) return done;
        [late, done.commit] = [commit, late];
        return done;
      };
    },
    async (_run, outcome) => outcome,
  );
  expect(broken?.violation).toBeDefined();
});
