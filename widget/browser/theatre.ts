import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchBrowser } from '../../examples/testing/browser.js';
import { Backdrop } from './backdrop.js';
import type { Look } from './look.js';
import { Stage } from './stage.js';

export const DESK: Look = { mode: 'popup', width: 1280, height: 800, phone: false, lang: 'en' };
/** A machine may be busy with something else. */
export const PATIENT = { timeout: 10_000 };

/**
 * A stage for every test of a file, before one backdrop and in one browser.
 * @param begin what every test begins with
 */
export function openTheatre(look: Look, begin: (stage: Stage) => unknown): void {
  let backdrop: Backdrop;
  let browser: Browser;
  let stage: Stage;

  beforeAll(async () => {
    backdrop = await Backdrop.raise();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await backdrop.close();
  });
  beforeEach(async () => {
    stage = await Stage.raise(backdrop, browser, look);
    await begin(stage);
  });
  afterEach(() => stage.close());
}
