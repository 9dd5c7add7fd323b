const BASE = 1_000;
const CAP = 30_000;

/**
 * How long to wait before trying again, ms: full jitter, so that many clients that lost the same
 * service come back spread out.
 * @param attempt how many tries have failed in a row before this wait, from 0.
 * @param random a number in [0, 1).
 */
export function backoff(attempt: number, random: number): number {
  return random * Math.min(CAP, BASE * 2 ** attempt);
}
