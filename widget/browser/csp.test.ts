import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visit } from '../../examples/testing/browser.js';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';

declare global {
  interface Window {
    violations: string[];
  }
}

/** As strict as a page can be that lets a script in at all. */
const policy = (service: string) =>
  [
    "default-src 'none'",
    "style-src 'none'",
    `script-src ${service}`,
    // A policy takes the socket for another scheme than the page's.
    `connect-src ${service} ${service.replace('http', 'ws')}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

const page = (service: string, attributes = '') =>
  `<!doctype html><html lang="en"><head><title>Strict</title></head><body><h1>Strict</h1>
   <script async src="${service}/widget.js" ${attributes}></script></body></html>`;

describe('a page with the strictest Content-Security-Policy and Trusted Types', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      site: (service) => ({
        pages: { '/': page(service), '/inline': page(service, 'data-mode="inline"') },
        headers: { 'content-security-policy': policy(service) },
      }),
    });
  });
  afterAll(() => world.close());

  /** A visitor whose page notes every violation from the very start. */
  async function strictVisit(path: string) {
    const visitor = await visit(world.browser, 'about:blank');
    await visitor.page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        window.violations.push(`${violatedDirective} ${blockedURI}`),
      );
    });
    await visitor.page.goto(world.site.url + path);
    const person = new Person(visitor);
    const clean = async () => {
      expect(await visitor.page.evaluate(() => window.violations)).toEqual([]);
      expect(visitor.complaints).toEqual([]);
    };
    return { person, clean };
  }

  it('would notice: the same page with a style of its own is reported', async () => {
    const { person } = await strictVisit('/');
    await person.page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await expect.poll(() => person.page.evaluate(() => window.violations)).toHaveLength(1);
    await person.visitor.close();
  });

  it('runs the whole main job with no violation', async () => {
    const ana = await strictVisit('/');
    await ana.person.open();
    const code = await ana.person.createRoom('Ana');
    const bo = await strictVisit('/inline');
    await bo.person.joinByCode('Bo', code);
    await ana.person.say('Hello');
    await bo.person.say('**Hello** <b>there</b>');
    const said = ['Hello', 'Hello <b>there</b>'];
    for (const { person } of [ana, bo]) await person.sees(said);
    await ana.person.reload();
    await ana.person.sees(said);
    await ana.clean();
    await bo.clean();
  });
});
