import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { launchBrowser } from '../../examples/testing/browser.js';
import { startService } from '../../service/conformance/harness.js';
import { makeRoom, type Seat, takeSeat } from './seat.js';

// Run by `npm run stills`: the README's pictures, of the demo page at 2x.

const FOLDER = fileURLToPath(new URL('../../docs/images', import.meta.url));
/** Wide enough for the page’s own text to end before the panel, px. */
const WIDE = 2200;
const WIDTH = 432;
const HEIGHT = 780;

/** Somebody's talk, as it is on the day before something opens. */
async function talk(url: string): Promise<Seat> {
  const mia = await makeRoom(url, 'Mia', { title: 'Launch day' });
  const ana = await takeSeat(url, mia.code, 'Ana Sousa');
  const ben = await takeSeat(url, mia.code, 'Ben');
  const say = async ({ room }: Seat, text: string, replyTo?: number) =>
    (await room.send(text, replyTo === undefined ? {} : { replyTo })).seq;
  const question = await say(ana, 'Hi! Is the launch still at **four**?');
  await say(ana, 'I moved my train, so I can stay until the end.');
  const answer = await say(mia, 'Yes, four it is.', question);
  await say(mia, 'Doors open at half past three');
  const slides = await say(ben, 'Got it. I’ll bring the slides, and the `HDMI` cable this time 😅');
  await say(ana, '🎉🎉');
  await say(mia, 'Then we’re all set');
  for (const { room } of [mia, ana]) await room.react(slides, '❤️', true);
  await ben.room.react(answer, '👍', true);
  await ana.room.react(answer, '🎉', true);
  return mia;
}

test('the pictures of the README', async () => {
  const service = await startService();
  const browser = await launchBrowser();
  const still = async (
    name: string,
    colorScheme: 'light' | 'dark',
    phone: boolean,
    seat?: Seat,
  ) => {
    const width = phone ? 390 : WIDE;
    const items = Object.entries(seat?.stored() ?? {}).map(([name, value]) => ({ name, value }));
    const page = await browser.newPage({
      colorScheme,
      viewport: { width, height: HEIGHT },
      isMobile: phone,
      hasTouch: phone,
      deviceScaleFactor: 2,
      reducedMotion: 'reduce',
      storageState: { cookies: [], origins: [{ origin: service.url, localStorage: items }] },
    });
    await page.goto(`${service.url}/${seat ? `#room=${seat.code}` : ''}`);
    if (!seat) await page.locator('.launcher').click();
    await page.locator(seat ? '.chip >> nth=2' : '.start .primary').waitFor();
    const clip = { x: width - WIDTH, y: 0, width: WIDTH, height: HEIGHT };
    await page.screenshot({ path: `${FOLDER}/${name}.png`, ...(!phone && { clip }) });
    await page.close();
  };
  try {
    const mia = await talk(service.url);
    await still('start', 'light', false);
    await still('conversation', 'light', false, mia);
    await still('phone', 'dark', true, mia);
  } finally {
    await browser.close();
    await service.remove();
  }
});
