import { setTimeout as elapse } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Visitor } from '../../examples/testing/browser.js';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';
import { ROOMY } from '../../service/conformance/harness.js';
import { enter, type Guest } from './guests.js';
import { attend, clickNotice, noticesOf, tonesOf, watchTabs } from './tabs.js';

let world: World;
let context: BrowserContext;
let guests: Guest[];

beforeAll(async () => {
  world = await World.start({
    flags: ROOMY,
    site: (service) => {
      const page = (title: string) =>
        `<!doctype html><html lang="en"><title>${title}</title><script async src="${service}/widget.js"></script>`;
      const below = `<!doctype html><html lang="en"><title>Long</title><div style="height: 3000px"></div>
        <div id="here" style="height: 500px"></div>
        <script async src="${service}/widget.js" data-mode="inline" data-target="#here"></script>`;
      return { pages: { '/': page('Shop'), '/cart': page('Cart'), '/long': below } };
    },
  });
});
afterAll(() => world.close());

beforeEach(async () => {
  guests = [];
  context = await world.browser.newContext();
  await watchTabs(context);
  await context.grantPermissions(['notifications'], { origin: world.site.url });
});
afterEach(async () => {
  for (const guest of guests) guest.leave();
  await context.close();
});

/** Another tab of the same person's browser. */
async function openTab(): Promise<Person> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(world.site.url);
  const visitor: Visitor = { page, complaints, close: () => page.close() };
  return new Person(visitor);
}

/** Mia in a room, with the panel open, and Ana without a browser. */
async function talk() {
  const mia = await openTab();
  await mia.open();
  const code = await mia.createRoom('Mia');
  const ana = await enter(world.service.url, code, 'Ana');
  guests.push(ana);
  return { mia, ana, code };
}

/** The same room in another tab: the panel goes back in by the seat that is kept. */
async function secondTab(): Promise<Person> {
  const tab = await openTab();
  await tab.open();
  await tab.inRoom();
  return tab;
}

const shut = ({ page }: Person) => page.getByRole('button', { name: 'Close', exact: true }).click();
/** How far Mia has read, as others are told. */
const readOf = ({ room }: Guest) => room.state.members.find(({ name }) => name === 'Mia')?.read;
const badge = ({ page }: Person) => page.locator('.badge');
const title = ({ page }: Person) => expect.poll(() => page.title());
const sayAll = async (guest: Guest, texts: readonly string[]) => {
  for (const text of texts) await guest.room.send(text);
};

/** Turns the notices on, as a person does. */
async function wish(page: Page, labels: readonly string[]) {
  await page.getByRole('button', { name: 'Room menu' }).click();
  await page.getByRole('button', { name: 'Notifications' }).click();
  for (const label of labels) await page.getByLabel(label).check();
  await page.getByRole('button', { name: 'Back' }).click();
}

describe('what is unread', () => {
  test('is on the launcher of a shut panel, after a refresh and on another page as well', async () => {
    const { mia, ana } = await talk();
    await shut(mia);
    await sayAll(ana, ['one', 'two', 'three']);
    await expect.poll(() => badge(mia).textContent()).toBe('3');
    await mia.page.reload();
    await expect.poll(() => badge(mia).textContent()).toBe('3');
    await mia.page.goto(`${world.site.url}/cart`);
    await expect.poll(() => badge(mia).textContent()).toBe('3');
    expect(await mia.page.getByRole('dialog').count()).toBe(0);
    await mia.page.getByRole('button', { name: 'Open chat, 3 unread messages' }).click();
    await mia.sees(['one', 'two', 'three']);
    await expect.poll(() => readOf(ana)).toBe(ana.room.state.seq);
    await shut(mia);
    await sayAll(ana, ['four']);
    await expect.poll(() => badge(mia).textContent()).toBe('1');
    expect(ana.room.state.memberCount).toBe(2);
  });

  test('is read in all tabs when it is read in one', async () => {
    const { mia, ana } = await talk();
    const other = await secondTab();
    await attend(mia.page, false);
    await shut(other);
    await sayAll(ana, ['one', 'two']);
    await expect.poll(() => badge(other).textContent()).toBe('2');
    await title(mia).toBe('(2) Shop');
    await other.open();
    await title(mia).toBe('Shop');
    await expect.poll(() => readOf(ana)).toBe(ana.room.state.seq);
  });

  test('stays so where the page has the widget out of sight', async () => {
    const { mia, ana } = await talk();
    await mia.page.goto(`${world.site.url}/long`);
    await mia.inRoom();
    await sayAll(ana, ['one']);
    await mia.sees(['one']);
    // Twice the time in which it would count as read.
    await elapse(1_000);
    expect(readOf(ana)).toBeLessThan(ana.room.state.seq);
    await mia.page.getByRole('textbox', { name: 'Message' }).scrollIntoViewIfNeeded();
    await expect.poll(() => readOf(ana)).toBe(ana.room.state.seq);
  });

  test('is nothing of a room that was left, and then nothing is loaded either', async () => {
    const { mia } = await talk();
    await mia.page.getByRole('button', { name: 'Room menu' }).click();
    await mia.page.getByRole('button', { name: 'Leave room' }).click();
    await mia.page.getByRole('button', { name: 'Leave room' }).last().click();
    await mia.page.getByRole('button', { name: 'Create a room' }).waitFor();
    await shut(mia);
    const asked: string[] = [];
    mia.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    mia.page.on('websocket', () => asked.push('a socket'));
    await mia.page.reload();
    await mia.page.getByRole('button', { name: 'Open chat' }).waitFor();
    await mia.page.waitForLoadState('networkidle');
    expect(asked).toEqual(['/', '/widget.js']);
  });
});

describe('the title of a page that nobody looks at', () => {
  test('has the count, also when the page changes it, and is as it was afterwards', async () => {
    const { mia, ana } = await talk();
    await attend(mia.page, false);
    await sayAll(ana, ['one']);
    await title(mia).toBe('(1) Shop');
    await mia.page.evaluate(() => {
      document.title = 'Sale!';
    });
    await title(mia).toBe('(1) Sale!');
    await sayAll(ana, ['two']);
    await title(mia).toBe('(2) Sale!');
    await attend(mia.page, true);
    await title(mia).toBe('Sale!');
  });

  test('is the page’s own again when the widget is taken away', async () => {
    const { mia, ana } = await talk();
    await attend(mia.page, false);
    await sayAll(ana, ['one']);
    await title(mia).toBe('(1) Shop');
    await mia.page.evaluate("Roomlet('destroy')");
    expect(await mia.page.title()).toBe('Shop');
  });
});

describe('a sound and a notification', () => {
  test('come once, whatever the number of tabs; a click goes to the conversation', async () => {
    const { mia, ana, code } = await talk();
    await wish(mia.page, ['Play a sound', 'Show desktop notifications']);
    const sample = await tonesOf(mia.page);
    expect(sample).toBe(2);
    const other = await secondTab();
    for (const tab of [mia, other]) {
      await shut(tab);
      await attend(tab.page, false);
    }
    await sayAll(ana, ['**Are** you there?']);
    const all = async () => [...(await noticesOf(mia.page)), ...(await noticesOf(other.page))];
    await expect
      .poll(all)
      .toEqual([{ title: 'Ana in Chat room', body: 'Are you there?', tag: `roomlet ${code}` }]);
    // A later message is told after the earlier one, by whichever tab.
    await sayAll(ana, ['Hello?']);
    await expect.poll(async () => (await all()).length).toBe(2);
    expect((await all()).map(({ body }) => body)).toEqual(['Are you there?', 'Hello?']);
    expect((await tonesOf(mia.page)) + (await tonesOf(other.page))).toBe(sample + 4);
    const teller = (await noticesOf(mia.page)).length > 0 ? mia : other;
    await clickNotice(teller.page);
    await teller.page.getByRole('dialog').waitFor();
  });

  test('don’t come while one tab is looked at, nor unasked', async () => {
    const { mia, ana } = await talk();
    const other = await secondTab();
    await attend(mia.page, false);
    await sayAll(ana, ['one']);
    await expect.poll(() => mia.page.title()).toBe('Shop');
    await wish(other.page, ['Show desktop notifications']);
    await attend(other.page, false);
    await attend(mia.page, true);
    await sayAll(ana, ['two']);
    await mia.sees(['one', 'two']);
    await attend(mia.page, false);
    await sayAll(ana, ['three']);
    const all = async () => [...(await noticesOf(mia.page)), ...(await noticesOf(other.page))];
    await expect.poll(all).toMatchObject([{ body: 'three' }]);
    expect((await tonesOf(mia.page)) + (await tonesOf(other.page))).toBe(0);
  });
});

test('a service that is started anew reads kindly: nobody is shown an error, and what was written goes out', async () => {
  // Tests may run on a machine without a network.
  await context.addInitScript(() =>
    Object.defineProperty(navigator, 'onLine', { get: () => true }),
  );
  const { mia, ana } = await talk();
  await mia.say('before');
  await mia.page.locator('.bubble.sent').waitFor();
  await world.service.kill('SIGTERM');
  await mia.page.locator('.banner', { hasText: 'Reconnecting…' }).waitFor();
  await mia.say('while it was away');
  await elapse(4_000);
  expect(await mia.page.locator('.banner').textContent()).toBe('Reconnecting…');
  await world.service.start();
  await mia.page.locator('.banner', { hasText: 'Back online' }).waitFor();
  await mia.page.locator('.bubble.sent', { hasText: 'while it was away' }).waitFor();
  await expect
    .poll(() => ana.room.state.messages.map(({ text }) => text), { timeout: 20_000 })
    .toEqual(['before', 'while it was away']);
  expect(await mia.page.locator('[role=alert]:not(:empty), .failed').count()).toBe(0);
  expect(mia.visitor.complaints).toEqual([]);
});
