import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '../../../examples/testing/person.js';
import { World } from '../../../examples/testing/world.js';
import { ROOMY } from '../../../service/conformance/harness.js';
import { hostPage } from './host-page.js';

const TURBO = fileURLToPath(new URL('../../../node_modules/@hotwired/turbo/dist', import.meta.url));

const turbo = '<script src="/turbo.es2017-umd.js"></script>';
const links = '<a href="/one">One</a> <a href="/two">Two</a> <a href="/bare">Bare</a>';

describe('a site that swaps the body instead of loading a page', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      flags: ROOMY,
      site: (service) => {
        const page = (title: string, tags: readonly string[], more = '') =>
          hostPage(service, { head: turbo + more, body: `<h1>${title}</h1>${links}`, tags });
        const inHead = `<script async src="${service}/widget.js" data-mode="inline" data-target="#chat"></script>`;
        return {
          folder: TURBO,
          pages: {
            '/one': page('One', ['']),
            '/two': page('Two', ['']),
            '/bare': page('Bare', []),
            '/inline/one': page('One', ['data-mode="inline"']),
            '/target': hostPage(service, { head: inHead, body: '<div id="chat"></div>', tags: [] }),
          },
        };
      },
    });
  });
  afterAll(() => world.close());

  /** Marks the widget, so that it can be told from another of its kind. */
  const mark = (page: Page) =>
    page.evaluate(() => document.querySelector('roomlet-widget')?.setAttribute('data-same', ''));
  const same = (page: Page) => page.locator('roomlet-widget[data-same]').count();

  async function talking(path: string): Promise<{ ana: Person; sockets: string[] }> {
    const ana = new Person(await world.visit(path));
    const sockets: string[] = [];
    ana.page.on('websocket', (socket) => sockets.push(socket.url()));
    if (!path.startsWith('/inline') && path !== '/target') await ana.open();
    await ana.createRoom('Ana');
    await ana.say('Hello');
    await ana.sees(['Hello']);
    await ana.page.getByRole('textbox', { name: 'Message' }).fill('half a sen');
    await mark(ana.page);
    return { ana, sockets };
  }

  const draft = ({ page }: Person) => page.getByRole('textbox', { name: 'Message' }).inputValue();

  it('Turbo: a popup stays as it was, there and back, on pages without its tag, too', async () => {
    const { ana, sockets } = await talking('/one');
    for (const title of ['Two', 'Bare', 'One']) {
      await ana.page.getByRole('link', { name: title }).click();
      await ana.page.getByRole('heading', { name: title, exact: true }).waitFor();
      await ana.sees(['Hello']);
      expect(await draft(ana)).toBe('half a sen');
    }
    await ana.page.goBack();
    await ana.page.getByRole('heading', { name: 'Bare' }).waitFor();
    expect(await same(ana.page)).toBe(1);
    expect(await ana.page.locator('roomlet-widget').count()).toBe(1);
    expect(sockets).toHaveLength(1);
    expect(ana.visitor.complaints).toEqual([]);
    await ana.visitor.close();
  });

  it('Turbo: an inline one goes away with its page and comes back with it, the same', async () => {
    const { ana, sockets } = await talking('/inline/one');
    await ana.page.getByRole('link', { name: 'Bare' }).click();
    await ana.page.getByRole('heading', { name: 'Bare' }).waitFor();
    expect(await ana.page.locator('roomlet-widget').count()).toBe(0);
    await ana.page.goBack();
    await ana.sees(['Hello']);
    expect(await draft(ana)).toBe('half a sen');
    expect(await same(ana.page)).toBe(1);
    expect(await ana.page.locator('script + roomlet-widget').count()).toBe(1);
    expect(sockets).toHaveLength(1);
    expect(ana.visitor.complaints).toEqual([]);
    await ana.visitor.close();
  });

  it('any other, Astro’s way: one in the head fills its target in the new body', async () => {
    const { ana, sockets } = await talking('/target');
    const swap = (html: string) =>
      ana.page.evaluate((text) => {
        const body = document.createElement('body');
        const place = document.createElement('main');
        place.id = text;
        body.append(place);
        document.body.replaceWith(body);
      }, html);
    await swap('elsewhere');
    expect(await ana.page.locator('roomlet-widget').count()).toBe(0);
    await swap('chat');
    await ana.sees(['Hello']);
    expect(await draft(ana)).toBe('half a sen');
    expect(await ana.page.locator('#chat > roomlet-widget[data-same]').count()).toBe(1);
    expect(sockets).toHaveLength(1);
    await ana.visitor.close();
  });
});
