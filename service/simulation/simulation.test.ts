import { expect, it } from 'vitest';
import { playSeeds } from './pool.js';
import { simulate } from './simulate.js';

const WORKER = new URL('./dist/worker.js', import.meta.url);
const SEEDS = 2_000;
const SLICE = 250;
const slices = Array.from({ length: SEEDS / SLICE }, (_, i) => 1 + i * SLICE);

it.each(slices)(
  '[W5] [W6] [W7] [W8] [W9] [W11] hold under every fault: seeds from %i on',
  async (from) => {
    const { seeds, broken } = await playSeeds(WORKER, from, SLICE);
    expect(broken).toEqual([]);
    expect(seeds).toBe(SLICE);
  },
);

it('plays a seed the same way each time', async () => {
  for (const seed of [3, 4, 5]) {
    const [one, other] = [
      await simulate({ seed, isTraced: true }),
      await simulate({ seed, isTraced: true }),
    ];
    expect(other.trace).toEqual(one.trace);
    expect(one.trace.length).toBeGreaterThan(20);
  }
});
