import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visit } from '../../examples/testing/browser.js';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';
import { ROOMY } from '../../service/conformance/harness.js';
import { countEffects, STILL } from './effects.js';
import { hostPage } from './hosts/host-page.js';

describe('once it is taken away', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      flags: ROOMY,
      site: (service) => ({
        pages: {
          '/': hostPage(service),
          // Not async: it runs while the rest of the page is still on its way.
          '/loading': hostPage(service, {
            head: `<script src="${service}/widget.js"></script>`,
            tags: [],
          }),
          '/inline': hostPage(service, { tags: ['data-mode="inline" data-hotkeys="shield"'] }),
          '/element': hostPage(service, {
            tags: ['data-eager'],
            body: `<roomlet-chat mode="inline" name="Ana"></roomlet-chat>`,
          }),
        },
      }),
    });
  });
  afterAll(() => world.close());

  async function counted(path: string, options = {}): Promise<Person> {
    const visitor = await visit(world.browser, 'about:blank', options);
    await countEffects(visitor.page);
    await visitor.page.goto(world.site.url + path);
    return new Person(visitor);
  }

  const html = (page: Page) => page.evaluate(() => document.documentElement.outerHTML);
  const goingOn = (page: Page) => expect.poll(() => page.evaluate(() => window.goingOn()));

  /** What is left in the storages: only the names, for the values are secrets. */
  const kept = (page: Page) =>
    page.evaluate(() => [
      Object.keys(sessionStorage),
      Object.keys(localStorage).map((name) => name.replace(/\S+-\S+-\S+/, 'code')),
    ]);

  it.each([
    ['a popup', '/', {}],
    ['one that began while the page was loading', '/loading', {}],
    ['a sheet on a phone', '/', { viewport: { width: 390, height: 844 }, hasTouch: true }],
    ['an inline one with the shield', '/inline', {}],
  ])('%s leaves no node, listener, timer, socket or observer', async (_what, path, options) => {
    const person = await counted(path, options);
    const { page } = person;
    if (path !== '/inline') await person.open();
    const code = await person.createRoom('Ana');
    await person.say('Hello');
    await person.sees(['Hello']);
    await page.getByRole('textbox', { name: 'Message' }).fill('half a sen');
    await page.getByRole('button', { name: 'Room menu' }).click();
    expect(await page.evaluate(() => window.goingOn().sockets)).toBe(1);
    await page.evaluate("Roomlet('destroy')");
    await goingOn(page).toEqual(STILL);
    expect(await page.locator('roomlet-widget').count()).toBe(0);
    expect(await page.evaluate('typeof Roomlet')).toBe('undefined');
    expect(await html(page)).not.toMatch(/style="[^"]|inert|aria-hidden/);
    const seat = `roomlet ${world.service.url} code`;
    expect(await kept(page)).toEqual([[], expect.arrayContaining([seat, 'roomlet:room:'])]);
    expect(code).not.toBe('');
    expect(person.visitor.complaints).toEqual([]);
    await person.visitor.close();
  });

  it('one that is away, back and away in one turn is one, then none: as frameworks try it', async () => {
    const person = await counted('/element');
    const { page } = person;
    await page.getByRole('button', { name: 'Create a room' }).waitFor();
    await page.evaluate(() => {
      const element = document.querySelector('roomlet-chat');
      const parent = element?.parentNode;
      if (!element || !parent) throw new Error('There is no element.');
      element.remove();
      parent.append(element);
    });
    expect(await page.locator('roomlet-chat .root').count()).toBe(1);
    await page.evaluate(() => document.querySelector('roomlet-chat')?.remove());
    await page.evaluate("Roomlet('destroy')");
    await goingOn(page).toEqual(STILL);
    expect(person.visitor.complaints).toEqual([]);
    await person.visitor.close();
  });
});
