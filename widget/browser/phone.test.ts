import { expect, test } from 'vitest';
import type { Look } from './look.js';
import type { Seat } from './seat.js';
import type { Stage } from './stage.js';
import { openTheatre } from './theatre.js';

const PHONE: Look = { mode: 'popup', width: 390, height: 844, phone: true, lang: 'en' };
/** What an on-screen keyboard leaves of the screen, px. */
const ABOVE_KEYBOARD = 508;

let stage: Stage;
let mia: Seat;

openTheatre(PHONE, async (raised) => {
  stage = raised;
  mia = (await stage.backdrop.conversation()).mia;
});

/**
 * The keyboard comes up: the window keeps its size, and what is to be seen of it shrinks and may be
 * moved, as iOS does it. Chromium on a desktop has no such keyboard.
 */
async function seeOnly(height: number, offsetTop = 0): Promise<void> {
  await stage.page.evaluate(
    ([height, offsetTop]) => {
      const viewport = window.visualViewport;
      if (!viewport) throw new Error('There is no visual viewport.');
      Object.defineProperty(viewport, 'height', { configurable: true, value: height });
      Object.defineProperty(viewport, 'offsetTop', { configurable: true, value: offsetTop });
      viewport.dispatchEvent(new Event('resize'));
      viewport.dispatchEvent(new Event('scroll'));
      // The list goes to its end again with the frame that has its new size.
      return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    },
    [height, offsetTop] as const,
  );
}

/** Where something is once the panel has come in: on its way it is elsewhere. */
async function box(selector: string) {
  await stage.panel.evaluate((panel) =>
    Promise.all(panel.getAnimations().map(({ finished }) => finished)),
  );
  const found = await stage.page.locator(selector).first().boundingBox();
  if (!found) throw new Error(`${selector} isn't drawn.`);
  return { top: found.y, bottom: found.y + found.height, ...found };
}

const pageTop = () => stage.page.evaluate(() => Math.round(scrollY));

/** A finger that drags upwards over the middle of the panel. */
async function drag(): Promise<void> {
  const touch = await stage.page.context().newCDPSession(stage.page);
  const at = (y: number) => ({ touchPoints: [{ x: 195, y }] });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(400) });
  for (let y = 380; y >= 120; y -= 20)
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(y) });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await touch.detach();
}

test('the panel fills the screen, and with the keyboard up what is left of it', async () => {
  await stage.enter(mia);
  expect(await box('.panel')).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
  await stage.composer.focus();
  await seeOnly(ABOVE_KEYBOARD);
  expect(await box('.panel')).toMatchObject({ y: 0, height: ABOVE_KEYBOARD });
  expect((await box('.composer')).bottom).toBeLessThanOrEqual(ABOVE_KEYBOARD);
  expect((await box('.head')).top).toBe(0);
  // Still at the newest message, which is what the answer is to.
  const last = await stage.row('See you there!').boundingBox();
  expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual((await box('.composer')).top);
  // Where the system moved the view to bring the field up.
  await seeOnly(ABOVE_KEYBOARD, 120);
  expect(await box('.panel')).toMatchObject({ y: 120, height: ABOVE_KEYBOARD });
  expect((await box('.composer')).bottom).toBeLessThanOrEqual(120 + ABOVE_KEYBOARD);
  await seeOnly(844);
  expect(await box('.panel')).toMatchObject({ y: 0, height: 844 });
});

test('six lines of a draft leave room for the conversation above the keyboard', async () => {
  await stage.enter(mia);
  await seeOnly(ABOVE_KEYBOARD);
  await stage.composer.fill('one\ntwo\nthree\nfour\nfive\nsix\nseven\neight');
  expect((await box('.composer')).bottom).toBeLessThanOrEqual(ABOVE_KEYBOARD);
  expect((await box('.list')).height).toBeGreaterThan(120);
});

test('the page behind stays where it is, and is there again afterwards', async () => {
  await stage.visit(mia.stored(), { room: mia.code });
  await stage.page.evaluate(() => scrollTo(0, 300));
  await stage.open();
  await stage.row('See you there!').waitFor();
  await drag();
  await stage.page.mouse.wheel(0, 600);
  expect(await pageTop()).toBe(300);
  await stage.button(stage.words.panel.close).click();
  await stage.panel.waitFor({ state: 'detached' });
  expect(await pageTop()).toBe(300);
  expect(await stage.page.evaluate(() => document.documentElement.style.overflow)).toBe('');
  await stage.page.mouse.wheel(0, 200);
  await expect.poll(pageTop).toBe(500);
});

test('a finger that rests on a message opens its actions, one that moves on scrolls', async () => {
  await stage.enter(mia);
  const touch = await stage.page.context().newCDPSession(stage.page);
  const { x, y } = await box('.row:last-child .bubble');
  const point = { x: x + 20, y: y + 12 };
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
  await stage.page.locator('.deeds').waitFor();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(async () => (await box('.deeds')).bottom).toBeLessThanOrEqual(844);
  await stage.page.keyboard.press('Escape');
  await stage.page.locator('.deeds').waitFor({ state: 'detached' });
  await drag();
  expect(await stage.page.locator('.deeds').count()).toBe(0);
});

test('after a finger, keys show the tools of a message again', async () => {
  await stage.enter(mia);
  const row = (place: number) => stage.page.locator('.row').nth(place);
  await row(-1).locator('.bubble').tap();
  await row(-1).locator('.tools').waitFor();
  await stage.page.keyboard.press('ArrowUp');
  await row(-2).locator('.tools').waitFor();
});

test('opening brings no keyboard up; the panel has the focus, and keeps it', async () => {
  await stage.enter(mia);
  const focused = () =>
    stage.page.evaluate(() => {
      const element = document.querySelector('roomlet-widget')?.shadowRoot?.activeElement;
      return element && `${element.localName}.${element.className}`;
    });
  expect(await focused()).toBe('div.panel sheet');
  expect(await stage.panel.getAttribute('aria-modal')).toBe('true');
  for (let i = 0; i < 30; i++) {
    await stage.page.keyboard.press('Tab');
    expect(await focused()).toBeTruthy();
  }
});

test('no field is so small that a phone zooms to it', async () => {
  await stage.visit();
  await stage.open();
  const sizes = () =>
    stage.panel
      .locator('input, textarea, select')
      .evaluateAll((fields) =>
        fields.map((field) => Number.parseFloat(getComputedStyle(field).fontSize)),
      );
  await stage.button(stage.words.start.create).waitFor();
  expect(Math.min(...(await sizes()))).toBeGreaterThanOrEqual(16);
  await stage.button(stage.words.start.create).click();
  await stage.composer.waitFor();
  expect(Math.min(...(await sizes()))).toBeGreaterThanOrEqual(16);
});

test('turned on its side it still fits: composer and header are there, the rest scrolls', async () => {
  await stage.enter(mia);
  await stage.page.setViewportSize({ width: 844, height: 390 });
  // Wider than a sheet: it floats, within the window.
  await expect.poll(async () => (await box('.panel')).bottom).toBeLessThanOrEqual(390);
  expect((await box('.head')).top).toBeGreaterThanOrEqual(0);
  expect((await box('.composer')).bottom).toBeLessThanOrEqual(390);
  expect((await box('.list')).height).toBeGreaterThan(60);
  await stage.page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => box('.panel')).toMatchObject({ y: 0, height: 844 });
});

test('a notch and a home bar cover nothing', async () => {
  stage.prepare(async (page) => {
    const session = await page.context().newCDPSession(page);
    const insets = { top: 47, bottom: 34 };
    await session.send('Emulation.setSafeAreaInsetsOverride' as never, { insets } as never);
  });
  await stage.enter(mia);
  await expect.poll(async () => (await box('.head')).top).toBeGreaterThanOrEqual(47);
  expect((await box('.composer')).bottom).toBeLessThanOrEqual(844 - 34);
});
