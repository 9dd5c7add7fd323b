import type { CDPSession, Page } from 'playwright-core';
import { visit } from '../../examples/testing/browser.js';
import { Person } from '../../examples/testing/person.js';
import type { World } from '../../examples/testing/world.js';
import { type Drift, ListProbe } from '../browser/list-probe.js';
import { busyTime, type Delays, takeDelays, watchInput } from './input-meter.js';

/** Between two keys, or two turns of the wheel, ms. */
const PACE_MS = 90;
/** One key in this many starts the text anew: a field for messages has its limits. */
const WORD = 40;

/** Somebody before a list that has every message of its room. */
export class Reader {
  readonly probe: ListProbe;

  private constructor(
    readonly name: string,
    readonly page: Page,
    readonly cdp: CDPSession,
    /** How far rows moved while all was loaded. */
    readonly loading: Drift,
  ) {
    this.probe = new ListProbe(page);
  }

  /** In the widget, who has gone up to the first message and back. */
  static async ofWidget(world: World, code: string): Promise<Reader> {
    const person = new Person(await visit(world.browser, `${world.site.url}/#room=${code}`));
    await person.joinByLink('Reader');
    await person.page.locator('.row').first().waitFor();
    const loading = await new ListProbe(person.page).readUpTo('Ana 1:');
    await person.page.locator('.pill').click();
    return Reader.#of('widget', person.page, loading);
  }

  static async ofNaive(world: World, code: string): Promise<Reader> {
    const query = `?service=${encodeURIComponent(world.service.url)}&room=${code}`;
    const { page } = await visit(world.browser, `${world.site.url}/naive${query}`);
    await page.locator('.row').first().waitFor({ state: 'attached', timeout: 120_000 });
    return Reader.#of('naive list', page, { px: Number.NaN, frames: 0 });
  }

  static async #of(name: string, page: Page, loading: Drift): Promise<Reader> {
    const cdp = await page.context().newCDPSession(page);
    // The control can keep one waiting for a minute.
    page.setDefaultTimeout(180_000);
    // Of its own thread, so that what else runs on the machine doesn't count.
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await watchInput(page);
    return new Reader(name, page, cdp, loading);
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  slowDown(rate: number): Promise<unknown> {
    return this.cdp.send('Emulation.setCPUThrottlingRate', { rate });
  }

  async type(ms: number): Promise<void> {
    const field = this.page.getByLabel('Message', { exact: true });
    await field.focus();
    await this.#pace(ms, async (i) => {
      if (i % WORD === 0) await field.fill('');
      await this.page.keyboard.press('a');
    });
  }

  async scroll(ms: number): Promise<void> {
    await this.probe.list.hover();
    await this.#pace(ms, (i) => this.page.mouse.wheel(0, i % 20 < 12 ? -260 : 260));
  }

  /** @returns the delays, and how much of the time the main thread was busy, 0 to 1 */
  async measure(work: () => Promise<void>): Promise<{ delays: Delays; busy: number }> {
    await takeDelays(this.page);
    const before = [await busyTime(this.cdp), performance.now()] as const;
    await work();
    const busy = (await busyTime(this.cdp)) - before[0];
    const took = performance.now() - before[1];
    return { delays: await takeDelays(this.page), busy: busy / took };
  }

  /** @returns after how long the newest message was this one, ms; Infinity when it never was */
  async shows(text: string, patience: number): Promise<number> {
    const start = performance.now();
    const shown = await this.probe.list.evaluate(
      async (list, { text, patience }) => {
        const start = performance.now();
        const last = () => [...list.querySelectorAll('.row')].at(-1)?.querySelector('.text');
        while (!last()?.textContent?.startsWith(text)) {
          if (performance.now() - start > patience) return false;
          await new Promise((done) => setTimeout(done, 50));
        }
        return true;
      },
      { text, patience },
    );
    return shown ? performance.now() - start : Number.POSITIVE_INFINITY;
  }

  async #pace(ms: number, step: (i: number) => Promise<unknown>): Promise<void> {
    const start = performance.now();
    for (let i = 0; performance.now() - start < ms; i++) {
      await step(i);
      await new Promise((done) => setTimeout(done, PACE_MS));
    }
  }
}
