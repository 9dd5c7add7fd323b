import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Watched } from '../kit/bystander.js';
import { milliseconds } from '../kit/latency.js';
import { Stage, type StageOptions } from './stage.js';

/**
 * A case: its subject, the code that is due (an error's code, `ok`, an HTTP status, a close code,
 * or a word for an outcome), and the act, which gives the code that came.
 */
export type Case<P> = readonly [subject: string, due: string, act: (at: P) => Promise<string>];

export interface Group<P> extends StageOptions {
  readonly title: string;
  readonly setUp: (stage: Stage) => Promise<P>;
  readonly cases: readonly Case<P>[];
}

/** Under this a p99 is the noise of a shared machine, ms. */
const FLOOR = 250;

const bound = ({ p99 }: Watched) => Math.max(2 * p99, FLOOR);

/** Runs the cases on one service, while a bystander's sends in another room are timed. */
export function group<P>({ title, setUp, cases, ...options }: Group<P>): void {
  describe(title, () => {
    let stage: Stage | undefined;
    let places: P;

    beforeAll(async () => {
      stage = await Stage.start(options);
      places = await setUp(stage);
      await stage.bystander.mark();
    });

    afterAll(() => stage?.remove());

    it.each(cases)('%s gets %s', async (_subject, due, act) => {
      expect(await act(places)).toBe(due);
    });

    it(`${title}: a bystander's p99 is at most twice its quiet p99`, async () => {
      if (!stage) throw new Error('The service did not start.');
      const seen = await stage.bystander.mark();
      // What else the machine does changes while a group runs: rest is measured once more if need be.
      const first = stage.bystander.quiet;
      const again = seen.p99 > bound(first) ? await stage.bystander.rest() : first;
      const quiet = again.p99 > first.p99 ? again : first;
      console.info(
        `${title}: ${cases.length} cases; a bystander's p99 ${milliseconds(quiet.p99)} quiet, ` +
          `${milliseconds(seen.p99)} meanwhile (${seen.samples} sends)`,
      );
      expect(seen.lost).toBe(0);
      expect(seen.samples).toBeGreaterThan(0);
      expect(seen.p99).toBeLessThanOrEqual(bound(quiet));
    });

    it(`${title}: the service runs on and logs no error`, () => {
      expect(stage?.service.running).toBe(true);
      expect(stage?.service.alarms()).toEqual([]);
    });
  });
}
