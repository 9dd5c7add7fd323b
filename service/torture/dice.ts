/** Seeded randomness: one seed, one sequence of decisions. */
export interface Dice {
  /** [0, 1). */
  next(): number;
  /** [from, to). */
  between(from: number, to: number): number;
  /** A whole number from 0 to `count` - 1. */
  below(count: number): number;
  chance(share: number): boolean;
  /** @throws RangeError when there is nothing to pick from. */
  pick<T>(list: readonly T[]): T;
}

/** mulberry32: small, even enough, and the same everywhere. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    below,
    chance: (share) => next() < share,
    pick<T>(list: readonly T[]) {
      if (list.length === 0) throw new RangeError('There is nothing to pick from.');
      return list[below(list.length)] as T;
    },
  };
}
