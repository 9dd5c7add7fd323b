import type { CDPSession } from 'playwright-core';

/** What a page holds on to after a collection of garbage. */
export interface Held {
  readonly bytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** @param cdp with `Performance` enabled */
export async function heldNow(cdp: CDPSession): Promise<Held> {
  // What a finalizer lets go of in the first is collected in the second.
  for (let i = 0; i < 2; i++) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const value = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  return {
    bytes: value('JSHeapUsedSize'),
    nodes: value('Nodes'),
    listeners: value('JSEventListeners'),
  };
}
