import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '../../../examples/testing/person.js';
import { World } from '../../../examples/testing/world.js';
import { ROOMY } from '../../../service/conformance/harness.js';
import { fingerprint } from './fingerprint.js';
import { type HostPage, hostPage } from './host-page.js';
import { mainJob } from './main-job.js';

const style = (css: string): HostPage => ({ head: `<style>${css}</style>` });

const HOSTS: Record<string, HostPage> = {
  'unsets everything': style('* { all: unset !important; font: 40px fantasy !important }'),
  'has rem of 62.5 %': style('html { font-size: 62.5% }'),
  'is written from right to left': { html: 'lang="en" dir="rtl"' },
  'hides what is empty': style(':empty { display: none !important }'),
  'transforms its body': style(
    'body { transform: translate(40px, 40px) scale(.9); height: 300px }',
  ),
  'filters its body': style('body { filter: sepia(1); contain: paint; will-change: transform }'),
  'lays out everything by flex': style('html, body { display: flex; gap: 80px; zoom: 1 }'),
  'has texts of its own kind': style(
    `html { font: italic 700 30px/3 serif; letter-spacing: 4px; word-spacing: 9px; color: red; cursor: wait;
      text-transform: uppercase; text-align: center; text-indent: 3em; white-space: pre; visibility: visible }
     button, input, textarea, div, span, svg, p { border: 9px solid red; background: red; margin: 20px; float: left }`,
  ),
};

describe('a page that', () => {
  let world: World;
  const plain: Record<string, string[]> = {};
  const paths = Object.fromEntries(Object.keys(HOSTS).map((name, i) => [name, `/${i}`]));

  /** What it looks like on a page: the loader's launcher, then the core's with its panel. */
  async function looks(path: string) {
    const person = new Person(await world.visit(path));
    await person.page.getByRole('button', { name: 'Open chat' }).waitFor();
    const before = await fingerprint(person.page);
    await person.open();
    await person.page.getByLabel('Your name').waitFor();
    // Focus was by a click here, and the pointer rests on the launcher.
    const open = await fingerprint(person.page);
    return { person, before, open };
  }

  beforeAll(async () => {
    world = await World.start({
      flags: ROOMY,
      site: (service) => {
        const pages: Record<string, string> = { '/': hostPage(service) };
        for (const [name, host] of Object.entries(HOSTS)) {
          pages[paths[name] ?? ''] = hostPage(service, host);
        }
        return { pages };
      },
    });
    const { person, before, open } = await looks('/');
    Object.assign(plain, { before, open });
    await person.visitor.close();
  });
  afterAll(() => world.close());

  it.each(Object.keys(HOSTS))('%s changes nothing in the widget', async (name) => {
    const path = paths[name] ?? '';
    const { person: ana, before, open } = await looks(path);
    expect(before).toEqual(plain.before);
    expect(open).toEqual(plain.open);
    const bo = await mainJob(ana, async () => {
      const person = new Person(await world.visit(path));
      await person.open();
      return person;
    });
    for (const { visitor } of [ana, bo]) {
      expect(visitor.complaints).toEqual([]);
      await visitor.close();
    }
  });

  it('would notice: a launcher moved by a pixel has another fingerprint', async () => {
    const { person } = await looks('/');
    await person.page.evaluate(() => {
      const host = document.querySelector<HTMLElement>('roomlet-widget');
      document.body.style.transform = 'translateX(1px)';
      if (host) document.body.append(host);
    });
    expect(await fingerprint(person.page)).not.toEqual(plain.open);
    await person.visitor.close();
  });
});
