import { engineContract } from '#service/engine/contract/contract.js';
import type { Engine } from '#service/engine/engine.js';
import { Chronicle } from './chronicle.js';
import { Disk } from './disk.js';
import { SimulatedEngine } from './engine.js';

let disk: Disk | undefined;
const engines: SimulatedEngine[] = [];

engineContract('simulated', {
  async open({ now, ...caps }) {
    if (!disk?.length) disk = new Disk(new Chronicle(() => {}), caps);
    const kept = disk;
    const pace = {
      now,
      after: (_ms: number, run: () => void) => setImmediate(run),
      delay: () => 0,
    };
    const engine = new SimulatedEngine(kept, pace);
    engines.push(engine);
    return engine;
  },
  crash: async (engine: Engine) => engines.find((one) => one === engine)?.fail(3),
  async clear() {
    disk = undefined;
  },
});
