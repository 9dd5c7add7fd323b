import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from '../testing/person.js';
import { World } from '../testing/world.js';

let world: World;
let serviceUrl = '';

beforeAll(async () => {
  world = await World.start({
    site: (url) => {
      serviceUrl = url;
      return { folder: fileURLToPath(new URL('.', import.meta.url)) };
    },
  });
});
afterAll(() => world.close());

it('an app that bundles the widget from npm does the main job, and hears of messages', async () => {
  const path = `/?service=${encodeURIComponent(serviceUrl)}`;
  const ana = new Person(await world.visit(path));
  const code = await ana.createRoom('Ana');
  const bo = new Person(await world.visit(path));
  await bo.joinByCode('Bo', code);
  await bo.say('Hello from the board');
  await ana.sees(['Hello from the board']);
  await ana.page.getByText('Messages heard since the page opened: 1').waitFor();
  expect([...ana.visitor.complaints, ...bo.visitor.complaints]).toEqual([]);
});
