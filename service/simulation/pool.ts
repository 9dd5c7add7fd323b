import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { add, NOTHING, type Report } from './report.js';
import type { Stretch } from './worker.js';

/** Seeds that a thread gets at once. */
const STRETCH = 25;
/** More broken seeds than this say nothing new. */
const ENOUGH = 5;

/**
 * Plays seeds on all processors, and fewer of them when many break.
 * @param worker the built `worker.js`.
 * @param progress told of what is known so far, stretch by stretch.
 */
export async function playSeeds(
  worker: URL,
  from: number,
  count: number,
  progress: (report: Report) => void = () => {},
): Promise<Report> {
  const end = from + count;
  let next = from;
  let report = NOTHING;
  const play = async () => {
    const thread = new Worker(worker);
    while (next < end && report.broken.length < ENOUGH) {
      const stretch = { from: next, count: Math.min(STRETCH, end - next) };
      next += stretch.count;
      const played = await answerOf(thread, stretch);
      report = add(report, played);
      progress(report);
    }
    await thread.terminate();
  };
  const threads = Math.min(availableParallelism(), Math.ceil(count / STRETCH));
  await Promise.all(Array.from({ length: threads }, play));
  return report;
}

function answerOf(thread: Worker, stretch: Stretch): Promise<Report> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject);
    thread.once('message', (report: Report) => {
      thread.off('error', reject);
      resolve(report);
    });
    thread.postMessage(stretch);
  });
}
