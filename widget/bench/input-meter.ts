import type { CDPSession, Page } from 'playwright-core';

/** From a key or the wheel to the frame that shows what came of it, ms each, in order. */
export type Delays = readonly number[];

declare global {
  interface Window {
    inputDelays: number[];
  }
}

/** Starts to measure every key and wheel turn of a page, from now on. */
export async function watchInput(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.inputDelays = [];
    const note = ({ timeStamp }: Event) => {
      // A frame calls back before it is drawn; a message sent from there arrives after that.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.inputDelays.push(performance.now() - timeStamp);
        port2.postMessage(0);
      });
    };
    for (const type of ['keydown', 'wheel']) {
      addEventListener(type, note, { capture: true, passive: true });
    }
  });
}

/** What was measured since the last call. */
export function takeDelays(page: Page): Promise<Delays> {
  return page.evaluate(() => window.inputDelays.splice(0));
}

/** Time that the main thread was busy, ms of processor time. */
export async function busyTime(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
}

/** The value that `share` of them stay at or below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
