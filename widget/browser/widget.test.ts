import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../examples/testing/browser.js';
import { type Site, startSite } from '../../examples/testing/site.js';
import { ROOMY, type Service, startService } from '../../service/conformance/harness.js';
import { enter, type Guest } from './guests.js';

let browser: Browser;
let service: Service;
let context: BrowserContext;
let page: Page;
const guests: Guest[] = [];
const sites: Site[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  service = await startService({ flags: ROOMY });
});
afterAll(async () => {
  await browser.close();
  await service.remove();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
});
afterEach(async () => {
  for (const guest of guests.splice(0)) guest.leave();
  await context.close();
  for (const site of sites.splice(0)) await site.close();
});

/** A page on an origin of its own that carries the widget by its script tag. */
async function serveHostPage({ attributes = '', body = '' } = {}): Promise<Site> {
  const html = `<!doctype html><html lang="en"><title>Host</title><body>${body}
    <script src="${service.url}/widget.js" ${attributes}></script></body></html>`;
  const site = await startSite({ pages: { '/': html } });
  sites.push(site);
  return site;
}

async function visit(options?: Parameters<typeof serveHostPage>[0], hash = '') {
  const { url } = await serveHostPage(options);
  await page.goto(`${url}/${hash}`);
}

const message = () => page.getByLabel('Message', { exact: true });

async function createRoom(): Promise<string> {
  await page.getByRole('button', { name: 'Create a room' }).click();
  const code = await page.locator('.big-code').textContent();
  return code ?? '';
}

async function join(code: string, name: string): Promise<Guest> {
  const guest = await enter(service.url, code, name);
  guests.push(guest);
  return guest;
}

test('calls made early wait, and a second copy of the script changes nothing', async () => {
  await visit({
    body: `<script>window.Roomlet = function () { (Roomlet.q = Roomlet.q || []).push(arguments) };
        Roomlet('on', 'open', function () { document.title = 'opened' }); Roomlet('open')</script>
        <script src="${service.url}/widget.js"></script>`,
  });
  await page.getByRole('dialog', { name: 'Chat' }).waitFor();
  expect(await page.title()).toBe('opened');
  expect(await page.locator('roomlet-widget').count()).toBe(1);
});

test('destroy leaves nothing of the widget in the page', async () => {
  await visit();
  await page.getByRole('button', { name: 'Open chat' }).click();
  await createRoom();
  await page.evaluate("Roomlet('destroy')");
  expect(await page.locator('roomlet-widget').count()).toBe(0);
  expect(await page.evaluate('typeof Roomlet')).toBe('undefined');
});

test('a refresh comes back to the open room, as the same member; the draft too', async () => {
  await visit();
  await page.getByRole('button', { name: 'Open chat' }).click();
  const code = await createRoom();
  const ana = await join(code, 'Ana');
  await message().fill('kept');
  await message().press('Enter');
  await message().fill('half a sen');
  await page.locator('.bubble.sent').waitFor();
  await page.reload();
  await page.locator('.own .bubble.sent', { hasText: 'kept' }).waitFor();
  expect(await message().inputValue()).toBe('half a sen');
  expect(ana.room.state.memberCount).toBe(2);
});

describe('the inline mode', () => {
  test('stands where its script stands, and `data-target` moves it', async () => {
    await visit({ attributes: 'data-mode="inline"' });
    await page.getByRole('region', { name: 'Chat' }).waitFor();
    expect(await page.locator('script + roomlet-widget').count()).toBe(1);
    await visit({
      attributes: 'data-mode="inline" data-target="#here"',
      body: '<div id="here"></div>',
    });
    await page
      .locator('#here > roomlet-widget')
      .getByRole('button', { name: 'Create a room' })
      .waitFor();
  });
});

test('focus: Tab goes header → list → composer, Escape shuts and gives focus back', async () => {
  await visit();
  await page.getByRole('button', { name: 'Open chat' }).click();
  const ana = await join(await createRoom(), 'Ana');
  await ana.room.send('one');
  await ana.room.send('two');
  await page.locator('.bubble', { hasText: 'two' }).waitFor();
  const focused = () =>
    page.evaluate(() => {
      const element = document.querySelector('roomlet-widget')?.shadowRoot?.activeElement;
      return element?.getAttribute('aria-label') ?? element?.className;
    });
  await page.getByLabel('Close', { exact: true }).focus();
  await page.keyboard.press('Tab');
  expect(await focused()).toMatch(/^Ana, /);
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Message');
  await page.keyboard.press('Escape');
  await expect.poll(focused).toMatch(/^Open chat/);
});

test('the question before leaving: Tab reaches nothing under it, Escape shuts it alone, focus comes back', async () => {
  await visit();
  await page.getByRole('button', { name: 'Open chat' }).click();
  await createRoom();
  const focused = () =>
    page.evaluate(() => {
      const element = document.querySelector('roomlet-widget')?.shadowRoot?.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent;
    });
  const ask = async () => {
    await page.getByRole('button', { name: 'Room menu' }).click();
    await page.getByRole('button', { name: 'Leave room' }).click();
    await expect.poll(focused).toBe('Stay');
  };
  await ask();
  await page.keyboard.press('Shift+Tab');
  expect(await page.locator('.asked :focus').count()).toBe(0);
  await page.locator('.prompt h2').click();
  await page.keyboard.press('Escape');
  await page.locator('.prompt').waitFor({ state: 'detached' });
  expect(await focused()).toBe('Room menu');
  await ask();
  await page.getByRole('button', { name: 'Stay' }).click();
  expect(await focused()).toBe('Room menu');
});

test('a newcomer sees the few messages of a history full of other events', async () => {
  await visit();
  await page.getByRole('button', { name: 'Open chat' }).click();
  const code = await createRoom();
  const ana = await join(code, 'Ana');
  for (let i = 1; i <= 12; i++) await ana.room.send(`early ${i}`);
  for (let i = 1; i <= 130; i++) await ana.room.rename(`Ana ${i}`);
  const other = await browser.newContext();
  const newcomer = await other.newPage();
  const { url } = await serveHostPage();
  await newcomer.goto(`${url}/#room=${code}`);
  await newcomer.getByRole('button', { name: 'Join the room' }).click();
  await newcomer.locator('.list').waitFor();
  await newcomer.getByText('early 1', { exact: true }).waitFor({ timeout: 8_000 });
  await other.close();
});

describe('a long conversation', () => {
  const top = (text: string) =>
    page.locator('.row', { hasText: text }).evaluate((row) => row.getBoundingClientRect().top);

  test('keeps what the reader looks at in its place while older messages come in above', async () => {
    const made = await fetch(`${service.url}/v1/rooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const { facts } = (await made.json()) as { facts: { code: string } };
    const ana = await join(facts.code, 'Ana');
    for (let i = 1; i <= 420; i++) {
      const kept = ana.room.send(`message ${i}: ${'word '.repeat(i % 17)}`);
      if (i % 100 === 0) await kept;
    }
    await ana.room.send('the last one');
    await visit({}, `#room=${facts.code}`);
    await page.getByRole('button', { name: 'Join the room' }).click();
    await page.locator('.row', { hasText: 'the last one' }).waitFor();
    // Scrolled to its very top again and again, until the first message is there.
    const list = page.locator('.list');
    await list.hover();
    for (let round = 0; round < 80; round++) {
      const reached = await page.locator('.row', { hasText: 'message 1:' }).count();
      if (reached > 0) break;
      const jump = await list.evaluate(async (element) => {
        element.dispatchEvent(new WheelEvent('wheel', { deltaY: -100 }));
        element.scrollTop = 0;
        const frame = () => new Promise(requestAnimationFrame);
        await frame();
        const edge = element.getBoundingClientRect().top;
        const rows = [...element.querySelectorAll('.row')];
        const seen = rows.find((row) => row.getBoundingClientRect().bottom > edge + 1);
        const before = seen?.getBoundingClientRect().top ?? 0;
        const first = rows[0];
        const started = performance.now();
        while (element.querySelector('.row') === first && performance.now() - started < 1_000)
          await frame();
        await frame();
        return seen?.isConnected ? seen.getBoundingClientRect().top - before : 0;
      });
      expect(Math.abs(jump)).toBeLessThanOrEqual(1);
      expect(await page.locator('.row').count()).toBeLessThanOrEqual(80);
    }
    expect(await page.locator('.row', { hasText: 'message 1:' }).count()).toBe(1);
    // What comes in below counts, and moves nothing.
    const before = await top('message 3:');
    await ana.room.send('news');
    await page.getByRole('button', { name: '1 new message' }).waitFor();
    expect(Math.abs((await top('message 3:')) - before)).toBeLessThanOrEqual(1);
    await page.getByRole('button', { name: '1 new message' }).click();
    await page.locator('.row', { hasText: 'news' }).waitFor();
    const below = await list.evaluate(
      (element) => element.scrollHeight - element.clientHeight - element.scrollTop,
    );
    expect(below).toBeLessThanOrEqual(1);
  });
});
