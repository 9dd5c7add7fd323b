import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Visitor } from '../../examples/testing/browser.js';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';
import { ROOMY } from '../../service/conformance/harness.js';
import { enter, type Guest } from './guests.js';
import { attend, watchTabs } from './tabs.js';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let world: World;
let visitor: Visitor;
let page: Page;
let mia: Person;
let ana: Guest;
let hers: number;

beforeAll(async () => {
  world = await World.start({
    flags: ROOMY,
    site: (service) => ({
      pages: {
        '/': `<!doctype html><html lang="en"><title>Shop</title>
          <meta name="viewport" content="width=device-width">
          <script async src="${service}/widget.js"></script></html>`,
      },
    }),
  });
});
afterAll(() => world.close());
afterEach(async () => {
  ana.leave();
  await visitor.close();
});

/** Mia and Ana are in a room, and each has said something. */
async function meet(options: Parameters<World['visit']>[1] = {}) {
  visitor = await world.visit('/', options);
  page = visitor.page;
  mia = new Person(visitor);
  await mia.open();
  ana = await enter(world.service.url, await mia.createRoom('Mia'), 'Ana');
  hers = (await ana.room.send('Shall we meet at four?')).seq;
  await mia.say('At four, yes');
  await row('At four, yes').locator('.bubble.sent').waitFor();
}

/** The message that says this; not one that quotes it. */
const row = (text: string) =>
  page.locator('.row', { has: page.locator('.text', { hasText: text }) });
const bubble = (text: string) => row(text).locator('.bubble');
const button = (name: string) => page.getByRole('button', { name, exact: true });
const actions = () => page.getByRole('dialog', { name: 'Message actions' });
const field = () => page.getByRole('textbox', { name: 'Message' });

/** A finger that rests on an element. */
async function press(element: Locator) {
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not in view.');
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
  await actions().waitFor();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** What Ana sees of Mia's newest message. */
const told = () => ana.room.state.messages.findLast(({ by }) => by.name === 'Mia');
const herReactions = () => {
  const message = ana.room.state.messages.find((one) => one.status === 'sent' && one.seq === hers);
  return message?.status === 'sent' ? Object.keys(message.reactions ?? {}) : [];
};

const readByMia = () => ana.room.state.members.find(({ name }) => name === 'Mia')?.read;

describe('one replies, reacts, edits and deletes', () => {
  test('with the mouse', async () => {
    await meet();
    await bubble('Shall we').hover();
    await button('Reply').click();
    await page.keyboard.type('In the hall');
    await button('Send').click();
    await row('In the hall').getByRole('button', { name: 'Reply to Ana: Shall we' }).waitFor();
    await expect.poll(told).toMatchObject({ text: 'In the hall', replyTo: hers });

    await bubble('Shall we').hover();
    await button('React').click();
    await button('React with 👍').click();
    await expect.poll(herReactions).toEqual(['👍']);

    await bubble('In the hall').hover();
    await button('More actions').click();
    await button('Edit').click();
    await field().fill('In the garden');
    await button('Save').click();
    await row('In the garden').getByText('edited').waitFor();
    await expect.poll(told).toMatchObject({ text: 'In the garden' });

    await bubble('In the garden').hover();
    await button('More actions').click();
    await button('Delete').click();
    await button('Keep').waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await row('Message deleted').waitFor();
    await expect.poll(told).toMatchObject({ deleted: true });
    expect(visitor.complaints).toEqual([]);
  });

  test('with a finger: a long press, or a tap and the buttons it brings', async () => {
    await meet(PHONE);
    await press(bubble('Shall we'));
    await button('Reply').tap();
    await field().fill('In the hall');
    await button('Send').tap();
    await expect.poll(told).toMatchObject({ text: 'In the hall', replyTo: hers });

    await press(bubble('Shall we'));
    await button('React with ❤️').tap();
    await expect.poll(herReactions).toEqual(['❤️']);

    await bubble('In the hall').tap();
    await button('More actions').tap();
    for (const name of ['Reply', 'Copy text', 'Edit', 'Delete']) {
      const box = await button(name).last().boundingBox();
      expect(Math.round(box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
    await button('Edit').tap();
    await field().fill('In the garden');
    await button('Save').tap();
    await expect.poll(told).toMatchObject({ text: 'In the garden' });

    await press(bubble('In the garden'));
    await button('Delete').tap();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).tap();
    await expect.poll(told).toMatchObject({ deleted: true });
    expect(visitor.complaints).toEqual([]);
  });

  test('with the keyboard alone', async () => {
    await meet();
    const focused = () =>
      page.evaluate(() => {
        const element = document.querySelector('roomlet-widget')?.shadowRoot?.activeElement;
        return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
      });
    await field().focus();
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toMatch(/^You, /);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toMatch(/^Ana, /);
    await page.keyboard.press('r');
    await expect.poll(focused).toBe('Message');
    await page.keyboard.type('In the hall');
    await page.keyboard.press('Enter');
    await expect.poll(told).toMatchObject({ text: 'In the hall', replyTo: hers });

    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('Reply');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toMatch(/^Ana, /);
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('Reply');
    for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowUp');
    await expect.poll(focused).toBe('React with 🙏');
    await page.keyboard.press('Enter');
    await expect.poll(herReactions).toEqual(['🙏']);
    await expect.poll(focused).toMatch(/^Ana, /);

    await page.keyboard.press('End');
    await page.keyboard.press('e');
    await expect.poll(() => field().inputValue()).toBe('In the hall');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('In the garden');
    await page.keyboard.press('Enter');
    await row('In the garden').waitFor();

    await page.keyboard.press('ArrowUp');
    await expect.poll(() => field().inputValue()).toBe('In the garden');
    await page.keyboard.press('Escape');
    expect(await field().inputValue()).toBe('');
    // Its quote, and then the message itself.
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Delete');
    await expect.poll(focused).toBe('Keep');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(told).toMatchObject({ deleted: true });
    await expect.poll(focused).toMatch(/^You, /);
    expect(visitor.complaints).toEqual([]);
  });
});

test('the tools of a row shift nothing, and stay inside the list', async () => {
  await meet();
  await mia.say(`A long one ${'that fills its line '.repeat(6)}`);
  await mia.sawCount(3);
  const places = () =>
    page.locator('.bubble').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().y));
  const before = await places();
  const list = await page.locator('.list').boundingBox();
  for (const text of ['Shall we', 'At four, yes', 'A long one']) {
    await bubble(text).hover();
    const tools = await row(text).locator('.tools').boundingBox();
    expect(tools?.x).toBeGreaterThanOrEqual(list?.x ?? 0);
    expect((tools?.x ?? 0) + (tools?.width ?? 0)).toBeLessThanOrEqual(
      (list?.x ?? 0) + (list?.width ?? 0),
    );
    expect(await places()).toEqual(before);
  }
});

test('a quote leads to what it answers, also on a page of history that isn’t loaded', async () => {
  await meet();
  let last: Promise<unknown> | undefined;
  for (let i = 1; i <= 260; i++) last = ana.room.send(`Slide ${i}`);
  await last;
  const { seq } = await ana.room.send('As I asked', { replyTo: hers });
  await expect.poll(readByMia, { timeout: 10_000 }).toBe(seq);
  await mia.reload();
  await row('As I asked').locator('.quote').click();
  const answered = page.locator('.row.lit', { hasText: 'Shall we' });
  await answered.waitFor();
  expect(await answered.locator('article:focus').count()).toBe(1);
  const list = await page.locator('.list').boundingBox();
  const place = await answered.boundingBox();
  expect(place?.y).toBeGreaterThanOrEqual(list?.y ?? 0);
  expect(place?.y).toBeLessThan((list?.y ?? 0) + (list?.height ?? 0));
});

test('whoever comes back to more than fits begins at the line "New"', async () => {
  await meet();
  await expect.poll(readByMia, { timeout: 10_000 }).toBeGreaterThan(hers);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  let last: Promise<unknown> | undefined;
  for (let i = 1; i <= 40; i++) last = ana.room.send(`Slide ${i}`);
  await last;
  await page.getByRole('button', { name: 'Open chat, 40 unread messages' }).click();
  await page.locator('.unread').waitFor();
  const list = await page.locator('.list').boundingBox();
  const line = await page.locator('.unread').boundingBox();
  expect(Math.abs((line?.y ?? 0) - (list?.y ?? 0))).toBeLessThan(20);
  await button('40 new messages').click();
  await row('Slide 40').waitFor();
  expect(await page.locator('.unread').count()).toBe(1);
});

test('whoever looks at the page again finds the list at the line "New" too, if more came than fits', async () => {
  await meet();
  await watchTabs(page.context());
  await mia.reload();
  await attend(page, false);
  await ana.room.send('One more');
  await row('One more').waitFor();
  await attend(page, true);
  await page.locator('.unread').waitFor();
  await expect.poll(readByMia, { timeout: 10_000 }).toBe(ana.room.state.seq);
  const toEnd = () =>
    page
      .locator('.list')
      .evaluate(
        ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight,
      );
  expect(await toEnd()).toBeLessThan(2);
  await attend(page, false);
  let last: Promise<unknown> | undefined;
  for (let i = 1; i <= 40; i++) last = ana.room.send(`Slide ${i}`);
  await last;
  await row('Slide 40').waitFor();
  expect(await toEnd()).toBeLessThan(2);
  await attend(page, true);
  await button('40 new messages').waitFor();
  const list = await page.locator('.list').boundingBox();
  const line = await page.locator('.unread').boundingBox();
  expect(Math.abs((line?.y ?? 0) - (list?.y ?? 0))).toBeLessThan(20);
});

test('an own message tells when somebody has read it', async () => {
  await meet();
  await row('At four, yes').getByRole('img', { name: 'Sent' }).waitFor({ state: 'attached' });
  ana.room.read(ana.room.state.seq);
  await row('At four, yes').getByRole('img', { name: 'Seen' }).waitFor({ state: 'attached' });
});
