import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Service, startService } from '../../service/conformance/harness.js';
import { launchBrowser, visit } from '../testing/browser.js';

let service: Service;
let browser: Browser;

beforeAll(async () => {
  service = await startService();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await service.remove();
});

/** The page with its preview drawn. */
async function play(options: Parameters<typeof visit>[2] = { colorScheme: 'light' }) {
  const visitor = await visit(browser, `${service.url}/demo/playground.html`, options);
  const { page } = visitor;
  await page.locator('#stage .panel .start h2').waitFor();
  const preview = (selector: string, property: string) =>
    page
      .locator(`#stage ${selector}`)
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  const snippet = () => page.locator('#snippet').textContent();
  return { ...visitor, preview, snippet };
}

it('what is chosen shows on the live widget and in the lines to copy', async () => {
  const { page, preview, snippet, complaints } = await play();
  expect(await snippet()).toBe(`<script async src="${service.url}/widget.js"></script>`);
  await page.getByLabel('Accent').fill('#ffd400');
  await expect.poll(() => preview('.button.primary', 'background-color')).toBe('rgb(255, 212, 0)');
  await page.getByLabel('Dark', { exact: true }).check();
  await expect.poll(() => preview('.panel', 'background-color')).toBe('rgb(20, 23, 28)');
  await page.getByLabel('Corners').fill('4');
  await expect.poll(() => preview('.panel', 'border-radius')).toBe('4px');
  await page.getByText('Every colour').click();
  await page.getByLabel('Text', { exact: true }).fill('#fafafa');
  await page.getByLabel('Language').selectOption('ar');
  await expect.poll(() => page.locator('#stage .root').getAttribute('dir')).toBe('rtl');
  expect(await snippet()).toBe(
    `<style>\n:root {\n  --roomlet-text: #fafafa;\n  --roomlet-radius: 4px;\n}\n</style>\n` +
      `<script async src="${service.url}/widget.js" data-theme="dark" data-accent="#ffd400" data-lang="ar"></script>`,
  );
  expect(complaints).toEqual([]);
});

it('a start to choose from, and a way back', async () => {
  const { page, preview, snippet } = await play();
  await page.getByRole('button', { name: 'Paper' }).click();
  await expect.poll(() => preview('.panel', 'background-color')).toBe('rgb(255, 250, 240)');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect.poll(() => preview('.panel', 'background-color')).toBe('rgb(255, 255, 255)');
  expect(await snippet()).not.toContain('roomlet-');
});

it('the button in the corner is there while it is what is chosen, with the same look', async () => {
  const { page } = await play();
  const launcher = page.locator('#corner .launcher');
  await page.getByLabel('Accent').fill('#1f7a4d');
  await expect
    .poll(() => launcher.evaluate((element) => getComputedStyle(element).backgroundColor))
    .toBe('rgb(31, 122, 77)');
  await page.getByLabel('Where it goes').selectOption('inline');
  await launcher.waitFor({ state: 'detached' });
});

it('fits a phone', async () => {
  const { page } = await play({ viewport: { width: 390, height: 844 } });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(390);
});
