import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';

/** Strict, so that whatever the picker loads and draws is let in by the strictest page. */
const policy = (service: string) =>
  `default-src 'none'; script-src ${service}; connect-src ${service} ${service.replace('http', 'ws')}; ` +
  "require-trusted-types-for 'script'; trusted-types 'none'";

const page = (service: string, lang = 'en') =>
  `<!doctype html><html lang="${lang}"><head><title>Picker</title>
   <meta name="viewport" content="width=device-width"></head>
   <body><script async src="${service}/widget.js" data-lang="${lang}"></script></body></html>`;

let world: World;

beforeAll(async () => {
  world = await World.start({
    site: (service) => ({
      pages: { '/': page(service), '/de': page(service, 'de') },
      headers: { 'content-security-policy': policy(service) },
    }),
  });
});
afterAll(() => world.close());

const PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };

/** Somebody in a room who has just opened the picker. */
async function picking(options = {}): Promise<Person> {
  const person = new Person(await world.visit('/', options));
  await person.open();
  await person.createRoom('Mia');
  await openPicker(person.page);
  return person;
}

async function openPicker(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Insert an emoji' }).click();
  await page.locator('.picker [role=gridcell]').first().waitFor();
}

const field = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search emoji' });
const focused = (page: Page) =>
  page.evaluate(() => {
    const inside = document.activeElement?.shadowRoot?.activeElement;
    return inside?.getAttribute('aria-label');
  });

describe('the picker', () => {
  it('is used by the keyboard alone, and nothing it does offends the strictest page', async () => {
    const mia = await picking();
    const { page, complaints } = mia.visitor;
    await page.keyboard.type('fire');
    await page.getByText(/^\d+ emoji found$/).waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await expect.poll(() => field(page).inputValue()).toBe('🔥');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('fireworks');
    await page.keyboard.press('Enter');
    await expect.poll(() => field(page).inputValue()).toBe('🔥🎆');
    await page.keyboard.press('Escape');
    await page.locator('.picker').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('Insert an emoji');
    expect(complaints).toEqual([]);
    await mia.visitor.close();
  });

  it('has at hand what was used last, also after a refresh', async () => {
    const mia = await picking();
    await mia.page.getByRole('gridcell', { name: 'grinning face', exact: true }).click();
    await mia.reload();
    await openPicker(mia.page);
    expect(await mia.page.locator('.picker [role=rowheader]').first().textContent()).toBe(
      'Recently used',
    );
    await mia.visitor.close();
  });

  it('speaks the reader’s language', async () => {
    const visitor = await world.visit('/de');
    const { page } = visitor;
    await page.locator('.launcher').click();
    await page.locator('.start form button').first().click();
    await page.locator('.composer .icon-button').click();
    await page.locator('.picker input').fill('Feuer');
    await expect
      .poll(() => page.locator('.picker [role=gridcell] button').first().getAttribute('title'))
      .toBe('Feuer');
    await visitor.close();
  });

  it('fits a small phone, with a finger’s room for each emoji, and brings up no keyboard', async () => {
    const mia = await picking(PHONE);
    expect(await focused(mia.page)).toBe('Emoji');
    const sizes = await mia.page.locator('.picker button').evaluateAll((buttons) =>
      buttons.map((button) => {
        const { left, right, width, height } = button.getBoundingClientRect();
        return { left, right, width, height };
      }),
    );
    const cells = sizes.slice(9);
    expect(Math.min(...cells.map(({ width }) => width))).toBeGreaterThanOrEqual(43.9);
    expect(Math.min(...sizes.map(({ height }) => height))).toBeGreaterThanOrEqual(43.9);
    expect(Math.min(...sizes.map(({ width }) => width))).toBeGreaterThanOrEqual(24);
    expect(Math.min(...sizes.map(({ left }) => left))).toBeGreaterThanOrEqual(0);
    // The groups' signs are a row that a finger goes along.
    expect(Math.max(...cells.map(({ right }) => right))).toBeLessThanOrEqual(320);
    await mia.visitor.close();
  });

  it('answers each key within 50 ms, wherever one is among two thousand', async () => {
    const mia = await picking();
    const { page } = mia;
    const session = await page.context().newCDPSession(page);
    // The time of the page's thread: what else the machine does is no part of it.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const busy = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
    };
    const costs: number[] = [];
    const press = async (key: string) => {
      const before = await busy();
      await page.keyboard.press(key);
      await page.evaluate(() => new Promise(requestAnimationFrame));
      costs.push((await busy()) - before);
    };
    for (const key of 'cat face') await press(key);
    await search(page).fill('');
    await press('ArrowDown');
    for (let i = 0; i < 20; i++) await press('PageDown');
    expect(Math.max(...costs)).toBeGreaterThan(0);
    expect(Math.max(...costs)).toBeLessThan(50);
    expect(await page.locator('.picker button').count()).toBeLessThan(250);
    await mia.visitor.close();
  });
});
