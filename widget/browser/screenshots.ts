import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { launchBrowser } from '../../examples/testing/browser.js';
import { Backdrop } from './backdrop.js';
import { Stage } from './stage.js';
import { catalogue } from './states/catalogue.js';

// Run by `npm run screenshots`.

const FOLDER = fileURLToPath(new URL('../../screenshots', import.meta.url));

const SIZES = [
  { size: 'desktop', width: 1280, height: 800, phone: false },
  { size: 'phone', width: 390, height: 844, phone: true },
] as const;
const THEMES = ['light', 'dark'] as const;
/** One of them is written from right to left. */
const LANGUAGES = ['en', 'de', 'ar'] as const;

let backdrop: Backdrop;
let browser: Browser;
let shots = 0;

beforeAll(async () => {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  backdrop = await Backdrop.raise({ scale: 2 });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await backdrop?.close();
  console.log(`${shots} screenshots of ${catalogue.length} states in ${FOLDER}`);
});

/** What moves would look different each time. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => {
    const root = document.querySelector('roomlet-widget')?.shadowRoot;
    for (const animation of root?.getAnimations() ?? []) {
      if (animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        animation.finish();
    }
  });
}

describe.each(LANGUAGES)('%s', (lang) => {
  describe.each(SIZES)('$size', ({ size, ...measures }) => {
    const here = catalogue.filter(({ modes }) => modes?.includes('popup') ?? true);
    test.concurrent.each(here)('$name', async ({ name, arrange }) => {
      const stage = await Stage.raise(backdrop, browser, { mode: 'popup', lang, ...measures });
      try {
        await arrange(stage);
        await stage.hold();
        for (const theme of THEMES) {
          await stage.page.emulateMedia({ colorScheme: theme });
          await settle(stage.page);
          await stage.page.screenshot({ path: `${FOLDER}/${name}-${size}-${theme}-${lang}.png` });
          shots++;
        }
      } finally {
        await stage.close();
      }
    });
  });
});
