import { type Outcome, type Run, simulate } from './simulate.js';

/**
 * The shortest way found to break the same rule with the same seed: fewer and fewer steps are
 * played, first whole stretches left out, then single steps, for as long as it still breaks.
 */
export async function shrink(run: Run, broken: Outcome): Promise<Outcome> {
  const rule = broken.violation?.rule;
  let kept = Array.from({ length: broken.steps }, (_, index) => index);
  const breaks = async (steps: readonly number[], isTraced = false) => {
    const without = new Set(Array.from({ length: broken.steps }, (_, index) => index));
    for (const index of steps) without.delete(index);
    const outcome = await simulate({ ...run, without, isTraced });
    return outcome.violation?.rule === rule ? outcome : undefined;
  };
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : size >> 1) {
    let hasShrunk = true;
    while (hasShrunk) {
      hasShrunk = false;
      // From the end: what came after the break goes in a few strokes.
      for (let at = kept.length - size; at > -size; at -= size) {
        const fewer = kept.filter((_, i) => i < at || i >= at + size);
        if (fewer.length < kept.length && (await breaks(fewer))) {
          kept = fewer;
          hasShrunk = true;
        }
      }
    }
  }
  return (await breaks(kept, true)) ?? broken;
}
