import { mkdir, readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../examples/testing/browser.js';
import { ROOMY, startService } from '../../service/conformance/harness.js';
import { play, playInvited, type Stage } from './scenes.js';

// Run by `npm run screenshots`.

const SCREENSHOTS = fileURLToPath(new URL('../../screenshots', import.meta.url));

const SIZES = [
  { name: 'desktop', width: 1280, height: 800, phone: false },
  { name: 'phone', width: 390, height: 844, phone: true },
] as const;
const THEMES = ['light', 'dark'] as const;

type Size = (typeof SIZES)[number];

async function perform(browser: Browser, size: Size, theme: (typeof THEMES)[number]) {
  const { width, height, phone } = size;
  const service = await startService({ flags: ROOMY });
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    hasTouch: phone,
    isMobile: phone,
    deviceScaleFactor: 2,
  });
  try {
    const page = await context.newPage();
    const stage: Stage = {
      page,
      service,
      async shot(name) {
        // What moves would look different each time.
        await page.evaluate(async () => {
          const roots = [...document.querySelectorAll('roomlet-widget')].map((e) => e.shadowRoot);
          for (const root of [document, ...roots]) {
            for (const animation of root?.getAnimations() ?? []) animation.finish();
          }
        });
        await page.screenshot({ path: `${SCREENSHOTS}/${name}-${size.name}-${theme}.png` });
      },
    };
    await playInvited(stage);
    await context.clearCookies();
    await page.evaluate(() => {
      sessionStorage.clear();
      localStorage.clear();
    });
    await play(stage);
  } finally {
    await context.close();
    await service.remove();
  }
}

let browser: Browser;

beforeAll(async () => {
  await rm(SCREENSHOTS, { recursive: true, force: true });
  await mkdir(SCREENSHOTS, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser.close());

for (const size of SIZES) {
  test.each(THEMES)(`${size.name}, %s`, async (theme) => {
    await perform(browser, size, theme);
    const shots = await readdir(SCREENSHOTS);
    expect(shots.filter((name) => name.endsWith(`-${size.name}-${theme}.png`))).toHaveLength(10);
  });
}
