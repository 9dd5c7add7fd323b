import { parentPort, workerData } from 'node:worker_threads';
import type { Batch, BatchReply, StoreOptions } from './request.js';
import { Store } from './store.js';

/** The thread that owns the data file: one batch in, one commit, one reply. */

const port = parentPort;
if (!port) throw new Error('engine/embedded/worker runs as a worker thread only.');

const store = new Store(workerData as StoreOptions);
const reply = (message: BatchReply) => port.postMessage(message);

port.on('message', (batch: Batch | 'close') => {
  if (batch === 'close') {
    store.close();
    port.close();
    return;
  }
  try {
    reply({ ok: true, answers: store.run(batch) });
  } catch (error) {
    reply({ ok: false, reason: error instanceof Error ? error.message : String(error) });
  }
});
// Says that the file is open and migrated.
reply({ ok: true, answers: [] });
