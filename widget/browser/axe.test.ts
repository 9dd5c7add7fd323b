import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { launchBrowser } from '../../examples/testing/browser.js';
import { Backdrop } from './backdrop.js';
import { axe } from './checks/axe.js';
import { boxes } from './checks/boxes.js';
import { marks } from './checks/marks.js';
import { rings } from './checks/rings.js';
import { texts } from './checks/texts.js';
import type { Look } from './look.js';
import { Stage } from './stage.js';
import { catalogue } from './states/catalogue.js';

const MODES = ['popup', 'inline', 'page'] as const;
/** A desktop; a phone; and a desktop enlarged to 400 %, which WCAG calls reflow. */
const SIZES = [
  { width: 1280, height: 800, phone: false },
  { width: 390, height: 844, phone: true },
  { width: 320, height: 640, phone: false },
] as const;
const SCHEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'dark', forcedColors: 'active' },
} as const;

/** WCAG 2.2 asks for 24 px; a finger for 44. */
const FINE = 24;
const COARSE = 44;

let backdrop: Backdrop;
let browser: Browser;
let combinations = 0;

beforeAll(async () => {
  backdrop = await Backdrop.raise();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await backdrop?.close();
  console.log(`${combinations} combinations of state, mode, width and colours checked`);
});

/** Everything wrong with what is on the stage, in all its colours. */
async function faults(stage: Stage): Promise<string[]> {
  const { page, look } = stage;
  // What fades in has less contrast on its way.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const found = [
    ...(await page.evaluate(boxes, look.phone ? COARSE : FINE)),
    ...(await page.evaluate(texts)),
  ];
  for (const [scheme, media] of Object.entries(SCHEMES)) {
    await page.emulateMedia(media);
    const rules = scheme === 'light' ? 'all' : 'colours';
    const here = [...(await axe(page, rules)), ...(await page.evaluate(marks))];
    found.push(...here.map((fault) => `in ${scheme}: ${fault}`));
    combinations++;
  }
  await page.keyboard.press('Shift');
  return [...found, ...(await page.evaluate(rings))];
}

describe.each(MODES)('%s', (mode) => {
  describe.each(SIZES)('$width px', (size) => {
    const look: Look = { mode, ...size, lang: 'en' };
    const here = catalogue.filter(({ modes }) => modes?.includes(mode) ?? true);
    test.concurrent.each(here)('$name', async ({ arrange }) => {
      const stage = await Stage.raise(backdrop, browser, look);
      try {
        await arrange(stage);
        await stage.hold();
        const found = await faults(stage);
        if (found.length > 0) throw new Error(found.join('\n'));
      } finally {
        await stage.close();
      }
    });
  });
});
