import type { Browser, Page } from 'playwright-core';
import { startListening } from './checks/heard.js';
import type { Look } from './look.js';

/** Runs in the page: once it is held, nothing that was put off by longer than a blink happens. */
function holdable(): void {
  const BLINK_MS = 300;
  const later = window.setTimeout;
  const timeout = (then: TimerHandler, ms = 0, ...given: unknown[]) =>
    later(() => {
      if (typeof then === 'function' && !(window.held && ms > BLINK_MS)) then(...given);
    }, ms);
  window.setTimeout = timeout as typeof window.setTimeout;
}

/**
 * Pages that are used again: beginning a browser profile, and the process behind it, takes more than
 * half the time of a visit. Whoever takes one finds nothing of who had it before but the files in its
 * cache, as somebody who comes back to a site.
 */
export class PagePool {
  readonly #idle = { phone: [] as Page[], desktop: [] as Page[] };

  /** @param scale device pixels per CSS px */
  constructor(private readonly scale: number) {}

  async take(browser: Browser, look: Look): Promise<Page> {
    const { width, height, phone } = look;
    const viewport = { width, height };
    const idle = this.#idleLike(look).pop();
    if (idle) {
      await idle.setViewportSize(viewport);
      return idle;
    }
    const context = await browser.newContext({
      viewport,
      hasTouch: phone,
      isMobile: phone,
      deviceScaleFactor: this.scale,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await page.addInitScript(holdable);
    await startListening(context);
    return page;
  }

  /** Takes a page back that nothing was done to but to visit and use it. */
  async giveBack(page: Page, look: Look): Promise<void> {
    await page.evaluate(() => sessionStorage.clear());
    await page.goto('about:blank');
    await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: null });
    this.#idleLike(look).push(page);
  }

  #idleLike({ phone }: Look): Page[] {
    return phone ? this.#idle.phone : this.#idle.desktop;
  }
}
