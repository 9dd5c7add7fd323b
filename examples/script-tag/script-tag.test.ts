import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOMY } from '../../service/conformance/harness.js';
import { readLog } from '../testing/log.js';
import { Person } from '../testing/person.js';
import { World } from '../testing/world.js';

describe('a page with one script tag, on another origin than the service', () => {
  let world: World;
  let ana: Person;
  let bo: Person;
  let cy: Person;
  let code = '';
  const said: string[] = [];

  beforeAll(async () => {
    world = await World.start({
      // As shipped, but for the bounds on what comes from one address: all three are here.
      flags: ROOMY.slice(ROOMY.indexOf('--join-rate')),
      site: (serviceUrl) => ({
        folder: fileURLToPath(new URL('.', import.meta.url)),
        replace: { 'http://127.0.0.1:8080': serviceUrl },
      }),
    });
  });
  afterAll(() => world.close());

  it('one creates a room, another types its code in other case without hyphens', async () => {
    ana = new Person(await world.visit());
    await ana.open();
    code = await ana.createRoom('Ana');
    expect(code).toMatch(/^[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}$/);

    bo = new Person(await world.visit());
    await bo.open();
    await bo.joinByCode('Bo', code.replaceAll('-', '').toUpperCase());
  });

  it('a third joins by the invite link that the widget copies', async () => {
    await ana.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await ana.page.getByRole('button', { name: 'Copy invite link' }).first().click();
    await ana.page.getByText('Copied').waitFor();
    const link = await ana.page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(`${world.site.url}/#room=${code}`);

    cy = new Person(await world.visit(link.slice(world.site.url.length)));
    await cy.joinByLink('Cy');
  });

  it('[W5] 20 messages each way are in the same order for all', async () => {
    await Promise.all(
      [ana, bo, cy].map(async (person, who) => {
        for (let i = 1; i <= 20; i++) await person.say(`${'ABC'[who]}${i}`);
      }),
    );
    await Promise.all([ana, bo, cy].map((person) => person.sawCount(60)));
    await expect
      .poll(async () => JSON.stringify(await bo.texts()))
      .toBe(JSON.stringify(await ana.texts()));
    said.push(...(await ana.texts()));
    await cy.sees(said);
    for (const who of 'ABC') {
      const own = said.filter((text) => text.startsWith(who));
      expect(own).toEqual(Array.from({ length: 20 }, (_, i) => `${who}${i + 1}`));
    }
  });

  it('[W9] a refresh keeps history and identity, with no second joined', async () => {
    for (const person of [ana, bo, cy]) {
      await person.reload();
      await person.sees(said.slice(-50));
    }
    await ana.say('after the refresh');
    said.push('after the refresh');
    await bo.sees(said.slice(-51));
    const joined = (await readLog(world.service.url, code)).filter(({ kind }) => kind === 'joined');
    expect(joined.map(({ by }) => by.name)).toEqual(['Ana', 'Bo', 'Cy', 'Auditor']);
  });

  it('[W6] [W7] kill -9: all come back by themselves, and what was typed meanwhile comes once', async () => {
    await world.service.kill('SIGKILL');
    await bo.page.getByRole('status').filter({ hasText: 'No connection' }).waitFor();
    await bo.say('typed while it was down');
    await expect.poll(() => bo.texts()).toContain('typed while it was down');
    expect(await ana.texts()).not.toContain('typed while it was down');
    await world.service.start();
    said.push('typed while it was down');
    for (const person of [ana, bo, cy]) await person.sawLast('typed while it was down');
    await cy.say('and on we go');
    said.push('and on we go');
    for (const person of [ana, bo, cy]) {
      await person.sawLast('and on we go');
      // Since the refresh each shows the newest page and what came after it.
      const texts = await person.texts();
      expect(texts).toEqual(said.slice(-texts.length));
    }
    const log = await readLog(world.service.url, code);
    expect(log.flatMap(({ text }) => text ?? [])).toEqual(said);
    expect(log.filter(({ kind, by }) => kind === 'joined' && by.name !== 'Auditor')).toHaveLength(
      3,
    );
  });

  it('nothing went wrong on any page but the lost connection', () => {
    const complaints = [ana, bo, cy].flatMap(({ visitor }) => visitor.complaints);
    expect(complaints.filter((one) => !/ERR_CONNECTION_REFUSED|WebSocket/.test(one))).toEqual([]);
    expect(world.service.alarms()).toEqual([]);
  });
});
