import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { visit } from '../../examples/testing/browser.js';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';
import { countEffects, STILL } from './effects.js';
import { hostPage } from './hosts/host-page.js';

let world: World;
let log: Server;
/** All that reached the service, as a proxy before it saw it. */
let asked: string[] = [];

beforeAll(async () => {
  let service = '';
  log = createServer(async ({ method, url, headers }, response) => {
    asked.push(`${method} ${url}`);
    const answer = await fetch(service + url, { headers: { origin: headers.origin ?? '' } });
    const type = answer.headers.get('content-type') ?? 'text/plain';
    response.writeHead(answer.status, { 'content-type': type, 'access-control-allow-origin': '*' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  log.on('upgrade', ({ url }, socket) => {
    asked.push(`a socket to ${url}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => log.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(log.address() as AddressInfo).port}`;
  world = await World.start({
    site: () => ({
      pages: { '/': hostPage(url), '/eager': hostPage(url, { tags: ['data-eager'] }) },
    }),
  });
  service = world.service.url;
});
afterAll(async () => {
  await world.close();
  log.closeAllConnections();
  log.close();
});

async function arrive(path: string): Promise<Person> {
  asked = [];
  const visitor = await visit(world.browser, 'about:blank');
  await countEffects(visitor.page);
  await visitor.page.goto(world.site.url + path);
  await visitor.page.getByRole('button', { name: 'Open chat' }).waitFor();
  await visitor.page.waitForLoadState('networkidle');
  return new Person(visitor);
}

const goingOn = ({ page }: Person) => page.evaluate(() => window.goingOn());

it('before intent the loader is all that is loaded, nothing is stored or connected, and nothing goes on', async () => {
  const person = await arrive('/');
  const { page } = person;
  expect(asked).toEqual(['GET /widget.js']);
  // What an intent would come from: a link in the address; and whether the page lost the widget.
  expect(await goingOn(person)).toEqual({
    ...STILL,
    listeners: ['window hashchange false × 1'],
    observers: 1,
  });
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  expect(await page.context().cookies()).toEqual([]);
  await page.mouse.move(1230, 670);
  await page.getByRole('button', { name: 'Open chat' }).focus();
  expect(asked).toEqual(['GET /widget.js']);

  await person.open();
  expect(asked).toContainEqual(expect.stringMatching(/^GET \/widget\/.+\/core\.js$/));
  expect(asked.filter((one) => one.startsWith('a socket'))).toEqual([]);
  await person.visitor.close();
});

it('an eager one has its core at once, and still stores and connects nothing', async () => {
  const person = await arrive('/eager');
  expect(asked).toContainEqual(expect.stringMatching(/^GET \/widget\/.+\/core\.js$/));
  expect(asked.filter((one) => !one.startsWith('GET /widget'))).toEqual([]);
  // Once it is drawn.
  await expect
    .poll(() => goingOn(person))
    .toMatchObject({ sockets: 0, timers: 0, frames: 0, channels: 0 });
  const { page } = person;
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  await person.visitor.close();
});
