import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './person.js';
import { World } from './world.js';

/** The tests of an app that has the widget as a component of its framework. */
export function testFrameworkApp(name: string): void {
  let world: World;
  let path = '';

  beforeAll(async () => {
    const root = fileURLToPath(new URL(`../${name}`, import.meta.url));
    // For development, where React's StrictMode mounts everything twice.
    const define = { 'process.env.NODE_ENV': '"development"' };
    await build({ root, define, configFile: false, logLevel: 'error' });
    world = await World.start({
      site: (url) => {
        path = `/?service=${encodeURIComponent(url)}`;
        return { folder: `${root}/dist` };
      },
    });
  });
  afterAll(() => world.close());

  it('has one widget, does the main job in it, and hears of messages', async () => {
    const ana = new Person(await world.visit(path));
    await ana.page.getByRole('button', { name: 'Ask us' }).click();
    const code = await ana.createRoom('Ana');
    const bo = new Person(await world.visit(path));
    await bo.open();
    await bo.joinByCode('Bo', code);
    await bo.say('Hello from the board');
    await ana.sees(['Hello from the board']);
    await ana.page.getByText('Messages heard since the page opened: 1').waitFor();
    expect(await ana.page.locator('roomlet-widget').count()).toBe(1);
    expect([...ana.visitor.complaints, ...bo.visitor.complaints]).toEqual([]);
  });

  it('changes the theme of the widget that is there, with all that stands in it', async () => {
    const { page, complaints } = await world.visit(path);
    await page.getByRole('button', { name: 'Ask us' }).click();
    await page.getByLabel('Your name').fill('half a na');
    await page.locator('.root[data-theme=light]').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Dark' }).click();
    await page.locator('.root[data-theme=dark]').waitFor({ state: 'attached' });
    expect(await page.getByLabel('Your name').inputValue()).toBe('half a na');
    expect(complaints).toEqual([]);
  });
}
