import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '../../../examples/testing/person.js';
import { World } from '../../../examples/testing/world.js';
import { ROOMY } from '../../../service/conformance/harness.js';
import { hostPage } from './host-page.js';

const DIALOG = '<dialog><h2>Checkout</h2><button type="button">Pay</button></dialog>';

const frame = (attributes: string) =>
  `<!doctype html><title>Framed</title><iframe src="/framed" ${attributes} width="600" height="700"></iframe>`;

/** As in browsers that can't move an element in one go. */
const NO_MOVING = '<script>delete Element.prototype.moveBefore</script>';

describe('a modal dialog of the page', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      flags: ROOMY,
      site: (service) => ({
        pages: {
          '/': hostPage(service, { body: DIALOG }),
          '/unmoved': hostPage(service, { head: NO_MOVING, body: DIALOG }),
          '/element': hostPage(service, {
            tags: ['data-eager'],
            body: `${DIALOG}<main><roomlet-chat></roomlet-chat></main>`,
          }),
        },
      }),
    });
  });
  afterAll(() => world.close());

  it('makes all outside unusable, and the widget in it usable by attachTo, loaded or not', async () => {
    const ana = new Person(await world.visit());
    const { page } = ana;
    await page.evaluate(() => document.querySelector('dialog')?.showModal());
    await page.evaluate("Roomlet('attachTo', document.querySelector('dialog'))");
    await page.getByRole('button', { name: 'Open chat' }).click();
    const bo = await mainJobInside(ana);
    const panel = page.getByRole('dialog', { name: 'Chat' });
    const dialog = page.locator('dialog[open]');
    // One thing at a time: first what lies on top.
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await dialog.count()).toBe(1);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.evaluate("Roomlet('attachTo', null)");
    expect(await page.locator('html > roomlet-widget').count()).toBe(1);
    expect(ana.visitor.complaints).toEqual([]);
    for (const { visitor } of [ana, bo]) await visitor.close();
  });

  async function mainJobInside(ana: Person): Promise<Person> {
    const code = await ana.createRoom('Ana');
    const bo = new Person(await world.visit());
    await bo.open();
    await bo.joinByCode('Bo', code);
    await bo.say('Hello');
    await ana.sees(['Hello']);
    await ana.say('Hello yourself');
    await bo.sees(['Hello', 'Hello yourself']);
    return bo;
  }

  it.each(['/', '/unmoved'])(
    '%s: moving keeps the draft, the focus, the scrolling and the connection',
    async (path) => {
      const ana = new Person(await world.visit(path));
      const { page } = ana;
      await ana.open();
      await ana.createRoom('Ana');
      for (let i = 1; i <= 30; i++) await ana.say(`line ${i}`);
      await ana.sawLast('line 30');
      const sockets: string[] = [];
      page.on('websocket', (socket) => sockets.push(socket.url()));
      await page.locator('.list').hover();
      await page.mouse.wheel(0, -300);
      await page.locator('.pill').waitFor();
      const field = page.getByRole('textbox', { name: 'Message' });
      await field.fill('half a sen');
      const top = await page.locator('.list').evaluate((list) => list.scrollTop);
      const state = () =>
        page.evaluate(() => {
          const root = document.querySelector('roomlet-widget')?.shadowRoot;
          const focused = root?.activeElement;
          const draft = focused instanceof HTMLTextAreaElement ? focused.value : 'no focus';
          return { draft, top: root?.querySelector('.list')?.scrollTop };
        });
      await page.evaluate(() => document.querySelector('dialog')?.showModal());
      await page.evaluate("Roomlet('attachTo', document.querySelector('dialog'))");
      await field.focus();
      expect(await page.locator('dialog > roomlet-widget').count()).toBe(1);
      expect(await state()).toEqual({ draft: 'half a sen', top });
      await page.evaluate("Roomlet('attachTo', null); document.querySelector('dialog').close()");
      expect(await page.locator('dialog > roomlet-widget').count()).toBe(0);
      expect(await state()).toEqual({ draft: 'half a sen', top });
      expect(sockets).toEqual([]);
      await ana.visitor.close();
    },
  );

  it('takes an element by its own attachTo, and gives it back to its place', async () => {
    const { page, close } = await world.visit('/element');
    await page.locator('roomlet-chat').getByRole('button', { name: 'Open chat' }).waitFor();
    const attach = (selector: string | null) =>
      page.evaluate((to) => {
        const element = document.querySelector<HTMLElement & { attachTo(e: Element | null): void }>(
          'roomlet-chat',
        );
        element?.attachTo(to === null ? null : document.querySelector(to));
      }, selector);
    await attach('dialog');
    expect(await page.locator('dialog > roomlet-chat .launcher').count()).toBe(1);
    await attach(null);
    expect(await page.locator('main > roomlet-chat .launcher').count()).toBe(1);
    expect(await page.locator('main').evaluate((main) => main.childNodes.length)).toBe(1);
    await close();
  });
});

describe('an inline tag', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      site: (service) => {
        const tag = (attributes: string) =>
          `<script async src="${service}/widget.js" data-mode="inline" ${attributes}></script>`;
        const target = 'data-target="#later"';
        return {
          pages: {
            '/head': hostPage(service, { head: tag(''), tags: [] }),
            '/head-target': hostPage(service, { head: tag(target), tags: [] }),
            '/body-target': hostPage(service, { body: tag(target), tags: [] }),
          },
        };
      },
    });
  });
  afterAll(() => world.close());

  it('in the head stands at the end of the body', async () => {
    const { page, complaints, close } = await world.visit('/head');
    await page.getByRole('button', { name: 'Create a room' }).waitFor();
    expect(await page.locator('body > roomlet-widget:last-child').count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  it.each(['/head-target', '/body-target'])(
    '%s: with a target that isn’t there stands nowhere else',
    async (path) => {
      const { page, close } = await world.visit(path);
      await page.waitForFunction("typeof Roomlet === 'function'");
      expect(await page.locator('roomlet-widget').count()).toBe(0);
      await close();
    },
  );
});

describe('a sandboxed frame without an origin', () => {
  const start = (flags: readonly string[]) =>
    World.start({
      flags: [...ROOMY, ...flags],
      site: (service) => ({
        pages: { '/': frame('sandbox="allow-scripts"'), '/framed': hostPage(service) },
      }),
    });

  it('does the main job where the service takes the origin null', async () => {
    const world = await start(['--allow-origin', 'null']);
    const { page, complaints } = await world.visit();
    const inside = page.frameLocator('iframe');
    await inside.getByRole('button', { name: 'Open chat' }).click();
    await inside.getByLabel('Your name').fill('Ana');
    await inside.getByRole('button', { name: 'Create a room' }).click();
    const copy = inside.getByRole('button', { name: /^Copy room code/ });
    const label = await copy.getAttribute('aria-label');
    const bo = new Person(await world.visit('/framed'));
    await bo.open();
    await bo.joinByCode('Bo', label?.replace('Copy room code ', '') ?? '');
    await bo.say('Hello');
    await inside.locator('article.message .text', { hasText: 'Hello' }).waitFor();
    await inside.getByRole('textbox', { name: 'Message' }).fill('Hello yourself');
    await inside.getByRole('textbox', { name: 'Message' }).press('Enter');
    await bo.sees(['Hello', 'Hello yourself']);
    expect(complaints).toEqual([]);
    await world.close();
  });

  it('is told that the chat can’t be reached where the service doesn’t, and nothing breaks', async () => {
    const world = await start([]);
    const { page } = await world.visit();
    const inside = page.frameLocator('iframe');
    await inside.getByRole('button', { name: 'Open chat' }).click();
    await inside.getByRole('button', { name: 'Create a room' }).click();
    await inside.getByRole('alert').filter({ hasText: 'can’t be reached' }).waitFor();
    await world.close();
  });
});
