import { parentPort } from 'node:worker_threads';
import { add, NOTHING, reportOf } from './report.js';
import { simulate } from './simulate.js';

/** A stretch of seeds to play, the first and how many. */
export interface Stretch {
  readonly from: number;
  readonly count: number;
}

parentPort?.on('message', async ({ from, count }: Stretch) => {
  let report = NOTHING;
  for (let seed = from; seed < from + count; seed++) {
    report = add(report, reportOf(await simulate({ seed })));
  }
  parentPort?.postMessage(report);
});
