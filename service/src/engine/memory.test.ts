import { engineContract } from './contract/contract.js';
import { MemoryEngine } from './memory.js';

engineContract('memory', {
  open: async (options) => new MemoryEngine(options),
  clear: async () => {},
});
