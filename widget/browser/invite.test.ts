import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';
import { ROOMY } from '../../service/conformance/harness.js';
import { hostPage } from './hosts/host-page.js';

const SECRET = 'hunter2';
/** What a page's address may say that is for one reader only. */
const QUERY = `?reset_token=${SECRET}&lang=de&utm_source=mail`;
/** Of all that it asks for, such a page tells its whole address. */
const TELLS_ALL = '<meta name="referrer" content="unsafe-url">';

let world: World;

beforeAll(async () => {
  world = await World.start({
    flags: ROOMY,
    site: (service) => ({
      pages: {
        '/tag': hostPage(service, { head: TELLS_ALL }),
        '/named': hostPage(service, { tags: ['data-invite-params="lang, utm_source"'] }),
        '/element': hostPage(service, {
          tags: ['data-eager data-mode="inline" data-target="#nowhere"'],
          body: '<roomlet-chat invite-params="lang"></roomlet-chat>',
        }),
      },
    }),
  });
});
afterAll(() => world.close());

/** Ana makes a room on a page, copies its link, and shows its picture. */
async function invite(path: string) {
  const ana = new Person(await world.visit(path));
  const { page } = ana;
  const told: string[] = [];
  page.on('request', async (request) => {
    const { referer = '' } = await request.allHeaders();
    if (request.url().startsWith(world.service.url)) told.push(`${request.url()} ${referer}`);
  });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await ana.open();
  const code = await ana.createRoom('Ana');
  await page.getByRole('button', { name: 'Copy invite link' }).first().click();
  await page.locator('.toast', { hasText: 'Copied' }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  return { ana, code, told, link: link.replace(world.site.url, '') };
}

it('an invite link has the page’s path and its room, and nothing that the page’s address says else', async () => {
  const { ana, code, link, told } = await invite(`/tag${QUERY}#reviews`);
  expect(link).toBe(`/tag#room=${code}`);
  const bo = new Person(await world.visit(link));
  await bo.joinByLink('Bo');
  await ana.say('Hello');
  await bo.sees(['Hello']);
  // Nor is the service told, by a page that tells everybody.
  expect(told).toContainEqual(expect.stringContaining('/v1/rooms'));
  expect(told.filter((one) => one.includes(SECRET))).toEqual([]);
  for (const { visitor } of [ana, bo]) await visitor.close();
});

it.each(['/named', '/element'])(
  '%s: a link has the parameters that the site names, but for an advertiser’s',
  async (path) => {
    const { ana, code, link } = await invite(`${path}${QUERY}`);
    expect(link).toBe(`${path}?lang=de#room=${code}`);
    await ana.visitor.close();
  },
);

it('a link from a hash router’s page leads to the same route there, and into the room', async () => {
  const { ana, code, link } = await invite(`/tag${QUERY}#/product/42?token=${SECRET}`);
  expect(link).toBe(`/tag?room=${code}#/product/42`);
  const bo = new Person(await world.visit(link));
  await bo.joinByLink('Bo');
  expect(await bo.page.evaluate(() => location.hash)).toBe('#/product/42');
  await bo.say('Hello');
  await ana.sees(['Hello']);
  // The router goes on, and the room stays.
  await bo.page.evaluate(() => {
    location.hash = '#/product/43';
  });
  await bo.say('Hello again');
  await ana.sees(['Hello', 'Hello again']);
  for (const { visitor } of [ana, bo]) await visitor.close();
});
