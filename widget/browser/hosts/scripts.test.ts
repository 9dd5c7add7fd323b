import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '../../../examples/testing/person.js';
import { World } from '../../../examples/testing/world.js';
import { ROOMY } from '../../../service/conformance/harness.js';
import { hostPage } from './host-page.js';
import { mainJob } from './main-job.js';

declare global {
  interface Window {
    hotkeys: string[];
  }
}

const script = (code: string) => `<script>${code}</script>`;

/** Much as Prototype.js 1.6 and its kind have it: everything can be seen in a `for … in`. */
const OLD_LIBRARY = `
  var list = Array.prototype, slice = list.slice;
  Object.prototype.extend = function (other) { for (var name in other) this[name] = other[name]; return this };
  Object.prototype.isEmpty = function () { for (var name in this) return false; return true };
  list.toJSON = function () { return '[' + this.join(', ') + ']' };
  String.prototype.toJSON = function () { return '"' + this + '"' };
  list.each = function (does) { for (var i = 0; i < this.length; i++) does(this[i], i) };
  list.first = function () { return this[0] };
  list.last = function () { return this[this.length - 1] };
  list.flatten = list.compact = list.uniq = list.toArray = list.clone = list.entries = function () { return slice.call(this) };
  list.include = function (one) { return this.indexOf(one) >= 0 };
  list.find = list.detect = function (does, self) { for (var i = 0; i < this.length; i++) if (does.call(self, this[i], i)) return this[i] };
  list.map = list.collect = function (does, self) { var made = []; this.each(function (one, i) { made.push(does.call(self, one, i)) }); return made };
  list.flat = function () { return list.concat.apply([], this) };
  list.at = function (i) { return arguments.length > 1 ? slice.call(arguments) : this[i < 0 ? this.length + i : i] };
  Array.from = function (from) { var made = []; for (var i = 0; from && i < from.length; i++) made.push(from[i]); return made };
  Function.prototype.bind = function () { var does = this, args = slice.call(arguments), self = args.shift();
    return function () { return does.apply(self, args.concat(slice.call(arguments))) } };
  var ask = window.fetch;
  window.fetch = function (address, options) {
    options = options || {}; options.headers = { 'X-Trace': '1' };
    return { then: function (done, failed) { return ask(address, options).then(done, failed) } };
  };`;

const BLOCKED_STORAGE = `
  for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { get() { throw new DOMException('Denied.', 'SecurityError') } });`;

/** @param down whether the page catches keys on their way down */
const hotkeys = (down: boolean) => `
  window.hotkeys = [];
  for (const target of [document, window]) for (const type of ['keydown', 'keypress', 'keyup'])
    target.addEventListener(type, (event) => {
      if (!['j', '/', 'Escape'].includes(event.key)) return;
      window.hotkeys.push(event.key);
      if (event.key !== 'Escape') event.preventDefault();
    }, ${down} && target === document);`;

describe('a page with scripts of its own', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      flags: ROOMY,
      site: (service) => ({
        pages: {
          '/old-library': hostPage(service, { head: script(OLD_LIBRARY) }),
          '/blocked': hostPage(service, { head: script(BLOCKED_STORAGE) }),
          '/hotkeys': hostPage(service, { head: script(hotkeys(false)) }),
          '/catching': hostPage(service, { head: script(hotkeys(true)) }),
          '/shield': hostPage(service, {
            head: script(hotkeys(true)),
            tags: ['data-hotkeys="shield"'],
          }),
        },
      }),
    });
  });
  afterAll(() => world.close());

  async function opened(path: string): Promise<Person> {
    const person = new Person(await world.visit(path));
    await person.open();
    return person;
  }

  it('that bend the language itself: the main job is done as everywhere', async () => {
    const ana = await opened('/old-library');
    const bo = await mainJob(ana, () => opened('/old-library'));
    for (const { visitor } of [ana, bo]) {
      expect(visitor.complaints).toEqual([]);
      await visitor.close();
    }
  });

  it('that block all storage: it works until the refresh, which finds a new visitor', async () => {
    const ana = await opened('/blocked');
    const code = await ana.createRoom('Ana');
    const bo = await opened('/blocked');
    await bo.joinByCode('Bo', code);
    await ana.say('Hello');
    await bo.say('Hello yourself');
    for (const person of [ana, bo]) await person.sees(['Hello', 'Hello yourself']);
    await ana.page.reload();
    await ana.open();
    await ana.joinByCode('Ana again', code);
    await ana.sees(['Hello', 'Hello yourself']);
    for (const { visitor } of [ana, bo]) {
      expect(visitor.complaints).toEqual([]);
      await visitor.close();
    }
  });

  const heard = ({ page }: Person) => page.evaluate(() => window.hotkeys.splice(0));

  it('that listen for hotkeys: what is typed in the widget isn’t one', async () => {
    const ana = await opened('/hotkeys');
    await ana.createRoom('Ana');
    const field = ana.page.getByRole('textbox', { name: 'Message' });
    await field.pressSequentially('j/j');
    expect(await field.inputValue()).toBe('j/j');
    // As long as a finger rests on it: by then the focus is on the launcher.
    await field.press('Escape', { delay: 100 });
    await ana.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await heard(ana)).toEqual([]);
    // With nothing left to shut, Escape is the page's.
    await ana.page.keyboard.press('Escape');
    expect(await heard(ana)).toContain('Escape');
    await ana.visitor.close();
  });

  it('that catch hotkeys on their way down: the shield is there for that', async () => {
    const bare = await opened('/catching');
    await bare.page.getByLabel('Your name').press('j');
    expect(await heard(bare)).toContain('j');
    await bare.visitor.close();

    const ana = await opened('/shield');
    const name = ana.page.getByLabel('Your name');
    await name.fill('');
    await name.pressSequentially('j/');
    expect(await name.inputValue()).toBe('j/');
    await ana.page.getByRole('button', { name: 'Create a room' }).press('Enter');
    await ana.inRoom();
    await ana.say('j j j');
    await ana.sees(['j j j']);
    await ana.page.keyboard.press('Escape', { delay: 100 });
    await ana.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await heard(ana)).toEqual([]);
    await ana.page.keyboard.press('Escape');
    expect(await heard(ana)).toContain('Escape');
    expect(ana.visitor.complaints).toEqual([]);
    await ana.visitor.close();
  });
});
