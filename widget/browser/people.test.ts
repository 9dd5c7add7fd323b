import { readFile } from 'node:fs/promises';
import jsqr from 'jsqr';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';
import { ROOMY } from '../../service/conformance/harness.js';
import { enter, type Guest, host } from './guests.js';

const page = (service: string, attributes = '') =>
  `<!doctype html><html lang="en"><title>Host</title><body><h1>Host</h1>
   <script async src="${service}/widget.js" ${attributes}></script></body></html>`;

const framed = `<!doctype html><title>Frame</title>
  <iframe sandbox="allow-scripts" src="/inline" width="420" height="640"></iframe>`;

/** No frames, no blobs, no styles: nothing but the service. */
const policy = (service: string) =>
  `default-src 'none'; frame-src 'self'; script-src ${service};
   connect-src ${service} ${service.replace('http', 'ws')};
   require-trusted-types-for 'script'; trusted-types 'none'`.replaceAll('\n', '');

let world: World;
const guests: Guest[] = [];
const people: Person[] = [];

beforeAll(async () => {
  world = await World.start({
    // A frame without an origin of its own calls itself `null`.
    flags: [...ROOMY, '--allow-origin', '*'],
    site: (service) => ({
      pages: {
        '/': page(service),
        '/inline': page(service, 'data-mode="inline"'),
        '/framed': framed,
      },
      headers: { 'content-security-policy': policy(service) },
    }),
  });
});
afterAll(() => world.close());
afterEach(async () => {
  for (const guest of guests.splice(0)) guest.leave();
  for (const { visitor } of people.splice(0)) await visitor.close();
});

async function arrive(options = {}): Promise<Person> {
  const person = new Person(await world.visit('/', options));
  people.push(person);
  await person.open();
  return person;
}

async function join(code: string, name: string): Promise<Guest> {
  const guest = await enter(world.service.url, code, name);
  guests.push(guest);
  return guest;
}

const button = (on: Page, name: string | RegExp) => on.getByRole('button', { name, exact: true });

async function choose(on: Page, item: string): Promise<void> {
  await button(on, 'Room menu').click();
  await button(on, item).click();
}

/** The label or text of what has the focus inside the widget. */
const focused = (on: Page) =>
  on.evaluate(() => {
    const element = document.querySelector('roomlet-widget')?.shadowRoot?.activeElement;
    const label = (element as HTMLInputElement | null)?.labels?.[0]?.textContent;
    return element?.getAttribute('aria-label') ?? label ?? element?.textContent;
  });

describe('people', () => {
  test('by keyboard alone: a new name, a title, the doors, and back to where one was', async () => {
    const mia = await arrive();
    const { keyboard } = mia.page;
    const code = await mia.createRoom('Mia');
    const ana = await join(code, 'Ana');
    const tabTo = async (name: string) => {
      for (let stops = 0; stops < 20 && (await focused(mia.page)) !== name; stops++)
        await keyboard.press('Tab');
      expect(await focused(mia.page)).toBe(name);
    };
    const type = async (text: string) => {
      await keyboard.press('ControlOrMeta+A');
      await keyboard.type(text);
      await keyboard.press('Enter');
    };
    await mia.page.getByText('2 here').waitFor();
    await button(mia.page, 'Copy invite link').first().focus();
    await keyboard.press('Shift+Tab');
    await expect.poll(() => focused(mia.page)).toBe('People, 2 here');
    await keyboard.press('Enter');
    await mia.page.locator('.people').waitFor();
    expect(await focused(mia.page)).toBe('Back');
    await tabTo('Change your name');
    await keyboard.press('Enter');
    await expect.poll(() => focused(mia.page)).toBe('Your name');
    await type('Mia B');
    await expect.poll(() => focused(mia.page)).toBe('Change your name');
    await tabTo('For hosts');
    await keyboard.press('Enter');
    await tabTo('Room title');
    await type('Launch day');
    await tabTo('Let nobody new in');
    await keyboard.press('Space');
    await tabTo('Slow mode');
    await keyboard.press('ArrowDown');
    await tabTo('Room password');
    await type('open sesame');
    await expect
      .poll(() => ana.room.state)
      .toMatchObject({ title: 'Launch day', locked: true, slow: 5_000, needsPassword: true });
    await button(mia.page, 'Remove password').waitFor();
    await tabTo('Remove password');
    await keyboard.press('Enter');
    await expect.poll(() => ana.room.state.needsPassword).toBe(false);
    const names = ana.room.state.members.map(({ name }) => name);
    expect(names).toContain('Mia B');
    await keyboard.press('Escape');
    await expect.poll(() => focused(mia.page)).toBe('People, 2 here');
    await mia.page.getByRole('heading', { name: 'Launch day' }).waitFor();
  });

  test('who comes and who goes shows while one types', async () => {
    const mia = await arrive();
    const code = await mia.createRoom('Mia');
    await choose(mia.page, 'People');
    await button(mia.page, 'Change your name').click();
    await expect.poll(() => focused(mia.page)).toBe('Your name');
    await mia.page.keyboard.type('!');
    const ana = await join(code, 'Ana');
    const row = mia.page.getByRole('listitem').filter({ hasText: 'Ana' });
    await row.getByText('Here now').waitFor();
    ana.leave();
    await row.getByText('Away').waitFor();
    expect(await focused(mia.page)).toBe('Your name');
    expect(await mia.page.getByRole('textbox', { name: 'Your name' }).inputValue()).toBe('Mia!');
  });

  test('a host who closes the room is asked first; everyone is told', async () => {
    const mia = await arrive();
    const ana = await join(await mia.createRoom('Mia'), 'Ana');
    await choose(mia.page, 'People');
    await mia.page.getByText('For hosts').click();
    await button(mia.page, 'Close room for everyone').click();
    await expect.poll(() => focused(mia.page)).toBe('Keep it');
    await mia.page.keyboard.press('Escape');
    await expect.poll(() => focused(mia.page)).toBe('Close room for everyone');
    await mia.page.keyboard.press('Enter');
    await expect.poll(() => focused(mia.page)).toBe('Keep it');
    await mia.page.keyboard.press('Tab');
    await mia.page.keyboard.press('Enter');
    await mia.page.getByText('This room was closed and its messages were erased.').waitFor();
    await expect.poll(() => ana.room.state.closed?.code).toBe('erased');
    expect(await mia.page.locator('.drawer').count()).toBe(0);
  });
});

/** What a phone's camera would read off the screen. */
async function read(picture: Locator): Promise<string | undefined> {
  const shot = (await picture.screenshot()).toString('base64');
  const blank = await world.browser.newPage();
  const { pixels, width, height } = await blank.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (one) => one.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const { width, height } = bitmap;
    const canvas = new OffscreenCanvas(width, height).getContext('2d');
    canvas?.drawImage(bitmap, 0, 0);
    return { pixels: [...(canvas?.getImageData(0, 0, width, height).data ?? [])], width, height };
  }, shot);
  await blank.close();
  return jsqr.default(Uint8ClampedArray.from(pixels), width, height)?.data;
}

test.each(['light', 'dark'] as const)(
  'the picture of the invite link can be read, %s',
  async (colorScheme) => {
    const mia = await arrive({ colorScheme });
    const code = await mia.createRoom('Mia');
    await button(mia.page, 'QR code').click();
    const picture = mia.page.getByRole('img', { name: 'QR code of the invite link' });
    await picture.waitFor();
    const drawer = mia.page.locator('.drawer');
    await drawer.evaluate((element) => element.getAnimations().map((one) => one.finish()));
    expect(await read(picture)).toBe(`${world.site.url}/#room=${code}`);
  },
);

describe('the conversation', () => {
  test('is saved as text and as JSON, under the strictest policy', async () => {
    const mia = await arrive();
    const code = await mia.createRoom('Mia');
    await mia.say('Hello there');
    await mia.sees(['Hello there']);
    await choose(mia.page, 'Save conversation');
    const saved = async (as: string) => {
      const coming = mia.page.waitForEvent('download');
      await button(mia.page, as).click();
      const file = await coming;
      return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
    };
    const text = await saved('As text');
    expect(text.name).toBe(`roomlet-${code}.txt`);
    expect(text.text).toContain('Mia: Hello there');
    const json = await saved('As JSON');
    expect(json.name).toBe(`roomlet-${code}.json`);
    expect(JSON.parse(json.text)).toMatchObject({ facts: { code } });
    await mia.page.getByText('Conversation saved').waitFor();
    expect(mia.visitor.complaints).toEqual([]);
  });

  test('is copied in a sandboxed frame, which lets no file be saved', async () => {
    const visitor = await world.visit('/framed');
    const frame = visitor.page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Create a room' }).click();
    await frame.getByRole('textbox', { name: 'Message' }).fill('Hello there');
    await frame.getByRole('button', { name: 'Send' }).click();
    await frame.locator('.bubble.sent').waitFor();
    await frame.getByRole('button', { name: 'Room menu' }).click();
    await frame.getByRole('button', { name: 'Save conversation' }).click();
    await frame.getByRole('button', { name: 'As text' }).click();
    await frame.getByText('This page lets no file be saved').waitFor();
    await visitor.close();
  });
});

describe('the rooms of this device', () => {
  test('are the way from one room to another, and those that ended say so', async () => {
    const mia = await arrive();
    const first = await mia.createRoom('Mia');
    const ana = await join(first, 'Ana');
    await choose(mia.page, 'Your rooms');
    await mia.createRoom('Mia B');
    // One who went to another room is still here.
    expect(ana.room.state.online).toBe(2);
    await choose(mia.page, 'Your rooms');
    const rooms = mia.page.getByRole('region', { name: 'Your rooms on this device' });
    await expect.poll(() => rooms.getByRole('button').count()).toBe(2);
    await rooms.getByRole('button', { name: first }).click();
    await mia.inRoom();
    expect(await mia.code()).toBe(first);
  });

  test('that have ended say so and are gone from the list', async () => {
    const ana = await host(world.service.url, 'Ana');
    guests.push(ana);
    const mia = await arrive();
    await mia.joinByCode('Mia', ana.room.code);
    await ana.room.moderate('title', { value: 'Launch day' });
    await mia.page.getByRole('heading', { name: 'Launch day' }).waitFor();
    await choose(mia.page, 'Your rooms');
    const room = mia.page.getByRole('button', { name: /Launch day/ });
    await room.waitFor();
    await ana.room.moderate('close');
    await room.click();
    await mia.page.getByText('That room has ended.').waitFor();
    expect(await room.count()).toBe(0);
    expect(await mia.page.getByRole('textbox', { name: 'Your name' }).inputValue()).toBe('Mia');
  });
});
