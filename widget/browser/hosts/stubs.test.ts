import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '../../../examples/testing/person.js';
import { World } from '../../../examples/testing/world.js';
import { ROOMY } from '../../../service/conformance/harness.js';
import { type EvilSite, startEvilSite } from './evil-site.js';
import { hostPage } from './host-page.js';

const stub = (queue: string) =>
  `<script>window.Roomlet = function () {}; Roomlet.q = ${queue}</script>`;

/** What may stand in a page where its stub is looked for, and in its queue. */
const STUBS = {
  'an element of that id': '<p id="Roomlet"></p>',
  'a form of that name, with fields for all it has':
    '<form id="Roomlet"><input name="q"><select name="v"><option>1</select><input name="call"></form>',
  'two of that name': '<a id="Roomlet"></a><a id="Roomlet" name="q"></a>',
  'a number for its queue': stub('5'),
  'an element for its queue': `<form id="f"><input></form>${stub("document.getElementById('f')")}`,
  'an object for its queue': stub('{ length: 2 }'),
  'a function that is none': '<script>window.Roomlet = class {}</script>',
} as const;

const RUBBISH = `[null, undefined, 5, {}, document.body, 'open', [], [null], [Symbol()], [{}],
  ['join', Object.create(null)], ['attachTo', 'body'], ['on', 'open'], ['theme', null]]`;

/** Its fields come before what an element can do. */
const FORM = `<form id="place">${['append', 'moveBefore', 'insertBefore']
  .map((name) => `<input name="${name}">`)
  .join('')}</form>`;

describe('a page whose stub of the widget is none', () => {
  let world: World;
  let evil: EvilSite;

  beforeAll(async () => {
    evil = await startEvilSite();
    world = await World.start({
      flags: ROOMY,
      site: (service) => ({
        pages: {
          ...Object.fromEntries(
            Object.values(STUBS).map((body, i) => [`/${i}`, hostPage(service, { body })]),
          ),
          '/frame': hostPage(service, {
            body: `<iframe name="Roomlet" src="${evil.url}/bait"></iframe>`,
          }),
          '/rubbish': hostPage(service, {
            body: stub(`${RUBBISH}.concat([['theme', 'dark'], ['open']])`),
          }),
          '/form': hostPage(service, {
            body: FORM,
            tags: ['data-mode="inline" data-target="#place"'],
          }),
          '/dialog': hostPage(service, { body: `<dialog open>${FORM}</dialog>` }),
        },
      }),
    });
  });
  afterAll(async () => {
    await world.close();
    await evil.close();
  });

  it.each(Object.keys(STUBS))('%s: the widget opens, and takes calls', async (name) => {
    const i = Object.keys(STUBS).indexOf(name);
    const person = new Person(await world.visit(`/${i}`));
    await person.open();
    await person.page.evaluate("Roomlet('theme', 'dark')");
    await person.page.locator('.root[data-theme=dark]').waitFor({ state: 'attached' });
    expect(person.visitor.complaints).toEqual([]);
    await person.visitor.close();
  });

  it('a frame of another site by that name: the widget opens, and takes calls', async () => {
    const person = new Person(await world.visit('/frame'));
    await person.open();
    await person.page.evaluate("Roomlet('close')");
    await person.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(person.visitor.complaints).toEqual([]);
    await person.visitor.close();
  });

  it('rubbish in its queue: what makes sense after it is done', async () => {
    const { page, close } = await world.visit('/rubbish');
    await page.getByRole('dialog').waitFor();
    await page.locator('.root[data-theme=dark]').waitFor({ state: 'attached' });
    await close();
  });

  it('a form to stand in, with fields named like what elements can do: it stands there and works', async () => {
    const person = new Person(await world.visit('/form'));
    await person.createRoom('Ana');
    await person.say('Hello');
    await person.sees(['Hello']);
    expect(person.visitor.complaints).toEqual([]);
    await person.visitor.close();
  });

  it('such a form to be attached to: it goes there and back', async () => {
    const person = new Person(await world.visit('/dialog'));
    const { page } = person;
    await person.open();
    await page.evaluate("Roomlet('attachTo', document.querySelector('#place'))");
    // The page has a dialog of its own, so the panel's may still be on its way.
    await page.locator('#place > roomlet-widget').waitFor({ state: 'attached' });
    await page.evaluate("Roomlet('attachTo', null)");
    await page.locator('html > roomlet-widget').waitFor({ state: 'attached' });
    expect(person.visitor.complaints).toEqual([]);
    await person.visitor.close();
  });
});
