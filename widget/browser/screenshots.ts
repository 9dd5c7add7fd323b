import { mkdir, rm } from 'node:fs/promises';
import { type Browser, chromium } from 'playwright-core';
import { CHROMIUM, SCREENSHOTS } from './place.js';
import { play, playInvited, type Stage } from './scenes.js';
import { startService, UNLIMITED } from './service.js';

const SIZES = [
  { name: 'desktop', width: 1280, height: 800, phone: false },
  { name: 'phone', width: 390, height: 844, phone: true },
] as const;
const THEMES = ['light', 'dark'] as const;

type Size = (typeof SIZES)[number];

async function perform(browser: Browser, size: Size, theme: (typeof THEMES)[number]) {
  const { width, height, phone } = size;
  const service = await startService(UNLIMITED);
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
    await service.stop();
  }
}

await rm(SCREENSHOTS, { recursive: true, force: true });
await mkdir(SCREENSHOTS, { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
try {
  for (const size of SIZES) for (const theme of THEMES) await perform(browser, size, theme);
} finally {
  await browser.close();
}
console.log(`Screenshots are in ${SCREENSHOTS}`);
