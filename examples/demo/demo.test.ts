import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Service, startService } from '../../service/conformance/harness.js';
import { launchBrowser, visit } from '../testing/browser.js';
import { Person } from '../testing/person.js';

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

it('the page at / carries the widget and does the main job, with nothing to complain about', async () => {
  const ana = new Person(await visit(browser, service.url));
  await ana.page.getByRole('button', { name: 'Open the chat' }).click();
  const code = await ana.createRoom('Ana');
  const bo = new Person(await visit(browser, `${service.url}/#room=${code}`));
  await bo.joinByLink('Bo');
  await bo.say('Found it');
  await ana.sees(['Found it']);
  expect([...ana.visitor.complaints, ...bo.visitor.complaints]).toEqual([]);
});

it('shows the script tag with its own address', async () => {
  const { page } = await visit(browser, service.url);
  expect(await page.locator('#tag').textContent()).toBe(
    `<script async src="${service.url}/widget.js"></script>`,
  );
});
