import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { packAnswer, unpackRequest } from './codec.js';
import { Compaction, type CompactionClock } from './compaction.js';
import { PackReader, PackWriter } from './pack.js';
import type { Batch, BatchReply, Notice, StoreOptions } from './request.js';
import { Store } from './store.js';

/** The thread that owns the data file: one batch in, one commit, one reply; compaction between. */

/** How much of the compaction at the start is done before the store is ready, ms. */
const COMPACT_FIRST = 250;

const clock: CompactionClock = {
  now: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

if (!parentPort) throw new Error('engine/embedded/worker runs as a worker thread only.');
serve(parentPort, workerData as StoreOptions);

function serve(port: MessagePort, options: StoreOptions): void {
  const attempt = (work: () => Batch) => {
    try {
      const reply: BatchReply = work();
      port.postMessage(reply, [reply.buffer]);
    } catch (error) {
      port.postMessage({ reason: reasonOf(error) } satisfies BatchReply);
    }
  };
  // The first reply says whether the file could be opened and brought to this version.
  attempt(() => {
    const store = new Store(options);
    // No outage: whether the storage is well, the batches tell.
    const compaction = new Compaction(store, clock, (error) =>
      port.postMessage({ uncompacted: reasonOf(error) } satisfies Notice),
    );
    compaction.start(COMPACT_FIRST);
    port.on('message', (batch: Batch | 'close') => {
      if (batch === 'close') {
        store.close();
        process.exit();
      }
      attempt(() => {
        const before = store.erasures;
        const answers = runBatch(store, batch);
        if (store.erasures > before) compaction.erased();
        return answers;
      });
    });
    return new PackWriter().take();
  });
}

function runBatch(store: Store, batch: Batch): Batch {
  const from = new PackReader(batch);
  const requests = [];
  while (!from.done) requests.push(unpackRequest(from));
  const answers = store.run(requests);
  const into = new PackWriter();
  requests.forEach(({ op }, i) => {
    packAnswer(into, op, answers[i]);
  });
  return into.take();
}

/** What SQLite says, with its code: that tells a full disk from a broken one. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: string };
  return code === undefined ? error.message : `${error.message} (${code})`;
}
