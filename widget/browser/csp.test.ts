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
        pages: {
          '/': page(service),
          '/inline': page(service, 'data-mode="inline"'),
          '/another': page(service, 'data-lang="ar" data-theme="dark" data-accent="#0a7d50"'),
        },
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

  it('nor does all that is done with messages: actions, both ways into the picker', async () => {
    const { person: ana, clean } = await strictVisit('/');
    const { page } = ana;
    await ana.open();
    await ana.createRoom('Ana');
    await ana.say('See https://example.org, `code` and **more**');
    await page.getByRole('link', { name: 'https://example.org' }).waitFor();
    const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
    const emoji = (name: string) => page.getByRole('gridcell', { name, exact: true });
    const act = async (key: string) => {
      await page.locator('article.message').last().focus();
      await page.keyboard.press(key);
    };

    await act('Enter');
    await button('React with 👍').click();
    await page.locator('.chip', { hasText: '👍' }).click();
    await page.locator('.chip').waitFor({ state: 'detached' });
    await act('Enter');
    await button('React with Emoji').click();
    await page.getByRole('searchbox', { name: 'Search emoji' }).fill('fireworks');
    await emoji('fireworks').click();
    await page.locator('.chip', { hasText: '🎆' }).waitFor();
    await button('Insert an emoji').click();
    await emoji('grinning face').click();
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Message' }).press('Enter');
    await ana.sawLast('😀');

    await act('r');
    await ana.say('an answer');
    await ana.sawLast('an answer');
    await act('e');
    await ana.say('a better answer');
    await ana.sawLast('a better answer');
    await act('Enter');
    await button('Copy text').click();
    await act('Delete');
    await button('Delete').click();
    await page.getByText('Message deleted').waitFor();
    await clean();
  });

  it('nor any panel, with what can be done in it, nor the way out and back', async () => {
    const { person: ana, clean } = await strictVisit('/');
    const { page } = ana;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const toast = (text: string) => page.locator('.toast', { hasText: text }).waitFor();
    const into = async (panel: string) => {
      await button('Room menu').click();
      await page.locator('.menu').getByRole('button', { name: panel, exact: true }).click();
    };
    const back = async () => {
      await button('Back').click();
      await button('Back').waitFor({ state: 'detached' });
    };
    await ana.open();
    await ana.createRoom('Ana');
    await ana.say('Hello');
    await ana.sees(['Hello']);

    await into('People');
    await button('Change your name').click();
    await page.getByRole('textbox', { name: 'Your name' }).fill('Anna');
    await button('Save name').click();
    await toast('You’re Anna now');
    await page.getByText('For hosts').click();
    await page.getByLabel('Room title').fill('Strict room');
    await button('Save title').click();
    await toast('Title saved');
    await page.getByLabel('Slow mode').selectOption({ index: 1 });
    await toast('Slow mode changed');
    await page.getByLabel('Let nobody new in').check();
    await toast('Nobody new gets in now');
    await back();
    await into('Invite people');
    await page.locator('.qr').waitFor();
    await back();
    await into('Save conversation');
    for (const format of ['As text', 'As JSON']) {
      const saved = page.waitForEvent('download');
      await button(format).click();
      await saved;
    }
    await back();
    await into('Notifications');
    await page.getByLabel('Play a sound').check();
    await page.getByLabel('Show desktop notifications').click();
    await back();

    await ana.reload();
    await into('Leave room');
    await button('Leave room').last().click();
    await button('Create a room').click();
    await ana.inRoom();
    await clean();
  });

  it('nor another language and another look', async () => {
    const { person: ana, clean } = await strictVisit('/another');
    const { page } = ana;
    await page.locator('.launcher').click();
    await page.locator('.root[data-theme=dark][dir=rtl]').waitFor({ state: 'attached' });
    await page.locator('.start form button').first().click();
    await page.locator('.composer textarea').fill('مرحبا');
    await page.locator('.composer .icon-button').click();
    await page.locator('.picker [role=gridcell]').first().waitFor();
    await clean();
  });
});
