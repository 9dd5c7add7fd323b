import { afterAll, beforeAll, expect, it } from 'vitest';
import { visit } from '../../examples/testing/browser.js';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';

let world: World;

beforeAll(async () => {
  world = await World.start({
    site: (service) => ({
      pages: {
        '/': `<!doctype html><title>Shop</title><script async src="${service}/widget.js"></script>`,
      },
    }),
  });
});
afterAll(() => world.close());

it('before intent the loader is all that is loaded, and nothing is stored or connected', async () => {
  const visitor = await visit(world.browser, 'about:blank');
  const { page } = visitor;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('websocket', () => asked.push('a socket'));
  await page.goto(world.site.url);
  await page.getByRole('button', { name: 'Open chat' }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => path !== '/favicon.ico')).toEqual(['/', '/widget.js']);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  expect(await visitor.page.context().cookies()).toEqual([]);

  const person = new Person(visitor);
  await person.open();
  expect(asked).toContainEqual(expect.stringMatching(/^\/widget\/.+\/core\.js$/));
  expect(asked).not.toContain('a socket');
});
