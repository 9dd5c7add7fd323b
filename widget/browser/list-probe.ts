import type { Locator, Page } from 'playwright-core';

/** How far something moved that should have stood still, and in how many frames that was looked at. */
export interface Drift {
  /** The most it was off in any frame, px. */
  readonly px: number;
  readonly frames: number;
}

/** A reader's list, looked at from inside its page in every frame. */
export class ListProbe {
  readonly list: Locator;

  constructor(readonly page: Page) {
    this.list = page.locator('.list');
  }

  /** Nodes of the document and of the widget's shadow tree, text included. */
  nodes(): Promise<number> {
    return this.list.evaluate((list) => {
      const count = (root: Node) => {
        const walker = document.createTreeWalker(root);
        let nodes = 1;
        while (walker.nextNode()) nodes++;
        return nodes;
      };
      return count(document) + count(list.getRootNode());
    });
  }

  /** Turns the wheel over the list, as a reader does, and waits until that is drawn. */
  async wheel(px: number): Promise<void> {
    await this.list.hover();
    await this.page.mouse.wheel(0, px);
    await this.list.evaluate(() => new Promise((done) => setTimeout(done, 100)));
  }

  /** The text of the row right above the reader's, drawn and out of sight. */
  above(): Promise<string> {
    return this.list.evaluate((list) => {
      const edge = list.getBoundingClientRect().top;
      const rows = [...list.querySelectorAll('.row')];
      const hidden = rows.filter((row) => row.getBoundingClientRect().bottom < edge);
      return hidden.at(-1)?.querySelector('.text')?.textContent ?? '';
    });
  }

  /** How far the row at the reader's eye moves while something happens. */
  drift(during: () => Promise<unknown>): Promise<Drift> {
    return this.#watch('row', during);
  }

  /** How far the newest message gets out of sight while something happens. */
  lag(during: () => Promise<unknown>): Promise<Drift> {
    return this.#watch('end', during);
  }

  async #watch(what: 'row' | 'end', during: () => Promise<unknown>): Promise<Drift> {
    const watch = await this.list.evaluateHandle((list, what) => {
      const edge = list.getBoundingClientRect().top;
      const rows = [...list.querySelectorAll('.row')];
      const row = rows.find((one) => one.getBoundingClientRect().bottom > edge + 1);
      const stood = row?.getBoundingClientRect().top ?? 0;
      const seen = { px: 0, frames: 0, isOver: false };
      const off = () => {
        if (what === 'end') return list.scrollHeight - list.clientHeight - list.scrollTop;
        return row?.isConnected ? row.getBoundingClientRect().top - stood : 1e6;
      };
      // A frame calls back before it is laid out, and what is put right then is never seen: a
      // message sent from there comes after the frame.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        seen.px = Math.max(seen.px, Math.abs(off()));
        seen.frames++;
        if (seen.isOver) port1.close();
        else requestAnimationFrame(look);
      };
      const look = () => port2.postMessage(0);
      requestAnimationFrame(look);
      return seen;
    }, what);
    await during();
    return watch.evaluate(async (seen) => {
      const frame = () => new Promise(requestAnimationFrame);
      await frame();
      await frame();
      seen.isOver = true;
      await frame();
      return { px: seen.px, frames: seen.frames };
    });
  }

  /**
   * To the very top, again and again, until the row that begins with `text` is there.
   * @returns how far the row at the reader's eye moved whenever rows came in above it
   */
  readUpTo(text: string): Promise<Drift> {
    return this.list.evaluate(async (list, text) => {
      const frame = () => new Promise(requestAnimationFrame);
      const first = () => list.querySelector('.row');
      let px = 0;
      let frames = 0;
      while (!first()?.querySelector('.text')?.textContent?.startsWith(text)) {
        list.dispatchEvent(new WheelEvent('wheel', { deltaY: -100 }));
        list.scrollTop = 0;
        const row = first();
        const stood = row?.getBoundingClientRect().top ?? 0;
        const until = performance.now() + 5_000;
        while (first() === row && performance.now() < until) await frame();
        if (first() === row) throw new Error(`nothing came in above ${row?.textContent}`);
        await frame();
        px = Math.max(px, Math.abs((row?.getBoundingClientRect().top ?? 0) - stood));
        frames++;
      }
      return { px, frames };
    }, text);
  }
}
