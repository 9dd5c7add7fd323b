import { afterEach, beforeEach, describe } from 'vitest';
import { crashContract } from './crash.js';
import { logContract } from './log.js';
import { roomsContract } from './rooms.js';
import { scrubContract } from './scrub.js';
import { seatsContract } from './seats.js';
import { type EngineMaker, Stage } from './stage.js';

export type { EngineMaker } from './stage.js';

/** The engine contract as tests: every engine passes them all. */
export function engineContract(name: string, maker: EngineMaker): void {
  describe(`engine contract: ${name}`, () => {
    const stage = new Stage(maker);
    beforeEach(() => {
      stage.now = 1_000;
      return stage.start();
    });
    afterEach(() => stage.end());

    roomsContract(stage);
    logContract(stage);
    scrubContract(stage);
    seatsContract(stage);
    if (maker.crash) crashContract(stage, maker.crash);
  });
}
