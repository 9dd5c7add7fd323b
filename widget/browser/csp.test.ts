import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visit } from '../../examples/testing/browser.js';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';

declare global {
  interface Window {
    violations: string[];
  }
}

const RECIPE = readFileSync(new URL('../../docs/guide/csp.md', import.meta.url), 'utf8');

/** The policy that the guide gives, with this service for the one it names. */
function policy(service: string): string {
  const written = /```csp\n(.*)\n```/.exec(RECIPE)?.[1];
  if (!written) throw new Error('The guide has a policy.');
  return written
    .replaceAll('https://chat.example', service)
    .replaceAll('wss://chat.example', service.replace('http', 'ws'));
}

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

  it('and everything else there is: reactions, replies, edits, deletions and every panel', async () => {
    const { person: ana, clean } = await strictVisit('/');
    await ana.open();
    await ana.createRoom('Ana');
    await ana.say('Hello');
    await ana.sees(['Hello']);
    const { page } = ana;
    const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
    const row = page.locator('article.message').last();
    const act = async (key: string) => {
      await row.focus();
      await page.keyboard.press(key);
    };

    await act('Enter');
    await button('React with 👍').click();
    await page.locator('.chip', { hasText: '👍' }).waitFor();
    await act('r');
    await ana.say('an answer');
    await ana.sawLast('an answer');
    await act('e');
    await ana.say('a better answer');
    await ana.sawLast('a better answer');
    await act('Delete');
    await button('Delete').click();
    await page.getByText('Message deleted').waitFor();

    for (const panel of ['People', 'Invite people', 'Save conversation', 'Notifications']) {
      await button('Room menu').click();
      await page.locator('.menu').getByRole('button', { name: panel, exact: true }).click();
      await button('Back').waitFor();
      await page.keyboard.press('Escape');
      await button('Back').waitFor({ state: 'detached' });
    }
    await clean();
  });
});
