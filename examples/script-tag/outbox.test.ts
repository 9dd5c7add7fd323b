import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../testing/gate.js';
import { readLog } from '../testing/log.js';
import { Person } from '../testing/person.js';
import { World } from '../testing/world.js';

describe('what is typed offline', () => {
  let world: World;
  let gate: Gate;
  let ana: Person;
  let bo: Person;
  let code = '';

  beforeAll(async () => {
    // The page's script, and with it the widget, finds the service behind the gate.
    const replace: Record<string, string> = {};
    const folder = fileURLToPath(new URL('.', import.meta.url));
    world = await World.start({ site: () => ({ folder, replace }) });
    gate = await Gate.start(world.service.url);
    replace['http://127.0.0.1:8080'] = gate.url;
  });
  afterAll(async () => {
    await gate.close();
    await world.close();
  });

  /** Another tab of the same person's browser. */
  async function secondTab(of: Person): Promise<Person> {
    const page = await of.page.context().newPage();
    await page.goto(world.site.url);
    return new Person({ page, complaints: [], close: () => page.close() });
  }

  const offline = (person: Person) =>
    person.page.getByRole('status').filter({ hasText: 'No connection' }).waitFor();

  it('[W7] outlives a refresh and a second tab: each exactly once, in order, everywhere', async () => {
    ana = new Person(await world.visit());
    await ana.open();
    code = await ana.createRoom('Ana');
    bo = new Person(await world.visit());
    await bo.open();
    await bo.joinByCode('Bo', code);
    await bo.say('before');
    await ana.sees(['before']);

    gate.shut();
    await offline(ana);
    const typed = ['one', 'two', 'three'];
    for (const text of typed) await ana.say(text);
    await ana.sees(['before', ...typed]);
    await ana.page.reload();
    const tab = await secondTab(ana);
    await tab.open();
    expect(await bo.texts()).toEqual(['before']);

    gate.open();
    for (const person of [ana, tab, bo]) await person.sees(['before', ...typed]);
    const log = await readLog(world.service.url, code);
    expect(log.flatMap(({ text }) => text ?? [])).toEqual(['before', ...typed]);
    expect(log.filter(({ kind, by }) => kind === 'joined' && by.name === 'Ana')).toHaveLength(1);

    // Nothing comes later, either: both tabs are in the room and have nothing left to send.
    await tab.say('from the second tab');
    const all = ['before', ...typed, 'from the second tab'];
    for (const person of [ana, tab, bo]) await person.sees(all);
    expect((await readLog(world.service.url, code)).flatMap(({ text }) => text ?? [])).toEqual(all);
  });

  it('[W7] shows in the other tab while it waits, and the order is one', async () => {
    const [, tab] = ana.page.context().pages();
    if (!tab) throw new Error('There is a second tab.');
    const other = new Person({ page: tab, complaints: [], close: () => tab.close() });
    const before = await bo.texts();
    gate.shut();
    await Promise.all([offline(ana), offline(other)]);
    await ana.say('A');
    await other.sawLast('A');
    await other.say('B');
    await ana.sawLast('B');
    await ana.say('C');
    await other.sees([...before, 'A', 'B', 'C']);
    gate.open();
    for (const person of [bo, ana, other]) await person.sees([...before, 'A', 'B', 'C']);
    const log = await readLog(world.service.url, code);
    expect(log.flatMap(({ text }) => text ?? [])).toEqual([...before, 'A', 'B', 'C']);
  });
});
