import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Batch, BatchReply, StoreOptions } from './request.js';
import { Store } from './store.js';

/** The thread that owns the data file: one batch in, one commit, one reply. */

if (!parentPort) throw new Error('engine/embedded/worker runs as a worker thread only.');
serve(parentPort, workerData as StoreOptions);

function serve(port: MessagePort, options: StoreOptions): void {
  const attempt = <T>(work: () => T, answers: (done: T) => readonly unknown[]): T | undefined => {
    let reply: BatchReply;
    let done: T | undefined;
    try {
      done = work();
      reply = { ok: true, answers: answers(done) };
    } catch (error) {
      reply = { ok: false, reason: reasonOf(error) };
    }
    port.postMessage(reply);
    return done;
  };

  // The first reply says whether the file could be opened and brought to this version.
  const store = attempt(
    () => new Store(options),
    () => [],
  );
  if (!store) return;
  port.on('message', (batch: Batch | 'close') => {
    if (batch === 'close') {
      store.close();
      port.close();
    } else {
      attempt(
        () => store.run(batch),
        (answers) => answers,
      );
    }
  });
}

/** What SQLite says, with its code: that tells a full disk from a broken one. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: string };
  return code === undefined ? error.message : `${error.message} (${code})`;
}
