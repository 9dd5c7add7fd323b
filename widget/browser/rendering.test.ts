import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { visit } from '../../examples/testing/browser.js';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';
import { ROOMY } from '../../service/conformance/harness.js';
import { ListProbe } from './list-probe.js';
import { openRoom, Talker } from './talker.js';

/** The gates that are counts and pixels; the times are in widget/bench. */
const MOST_NODES = 6_000;
const MOST_PX = 1;
const BUSY_PER_SECOND = 100;
const BUSY_MS = 3_000;

describe('a room with 10,000 messages, and 100 more a second', () => {
  let world: World;
  let code: string;
  let ana: Talker;
  let probe: ListProbe;
  let person: Person;

  beforeAll(async () => {
    world = await World.start({
      flags: [...ROOMY, '--log-messages', '50000'],
      site: (service) => ({
        pages: {
          '/': `<!doctype html><title>Busy</title><body><script src="${service}/widget.js" data-mode="inline"></script>`,
          '/page': `<!doctype html><title>Busy</title><body><script src="${service}/widget.js" data-mode="page"></script>`,
        },
      }),
    });
    code = await openRoom(world.service.url);
    ana = await Talker.enter(world.service.url, code, 'Ana');
    await ana.pour(10_000);
    person = new Person(await visit(world.browser, `${world.site.url}/#room=${code}`));
    await person.joinByLink('Reader');
    probe = new ListProbe(person.page);
    await person.page.getByText('Ana 10000:').waitFor();
  });
  afterAll(() => world.close());

  async function busy(): Promise<void> {
    const stop = ana.talk(BUSY_PER_SECOND);
    await new Promise((done) => setTimeout(done, BUSY_MS));
    await stop();
  }
  const newest = () => person.page.getByText(`Ana ${ana.said}:`);

  test('the newest message never leaves the sight of one who follows', async () => {
    const lag = await probe.lag(async () => {
      await busy();
      await newest().waitFor();
    });
    expect(lag.frames).toBeGreaterThan(60);
    expect(lag.px).toBeLessThanOrEqual(MOST_PX);
    expect(await probe.nodes()).toBeLessThanOrEqual(MOST_NODES);
  });

  test('one who reads further up is not moved by what comes in', async () => {
    await probe.wheel(-2_000);
    const drift = await probe.drift(busy);
    expect(drift.frames).toBeGreaterThan(60);
    expect(drift.px).toBeLessThanOrEqual(MOST_PX);
  });

  describe.each([
    { who: 'the browser’s own anchoring', anchoring: 'auto' },
    { who: 'a browser that has none', anchoring: 'none' },
  ])('with $who', ({ anchoring }) => {
    beforeAll(async () => {
      await probe.wheel(-2_000);
      await probe.list.evaluate((list, anchoring) => {
        (list as HTMLElement).style.setProperty('overflow-anchor', anchoring);
      }, anchoring);
    });

    test('an edit above the reader doesn’t move their row', async () => {
      const number = Number(/\d+/.exec(await probe.above())?.[0]);
      const drift = await probe.drift(async () => {
        await ana.edit(number, `Ana ${number}: rewritten ${'and longer\n'.repeat(12)}`);
        await person.page.getByText(`Ana ${number}: rewritten`).waitFor({ state: 'attached' });
      });
      expect(drift.px).toBeLessThanOrEqual(MOST_PX);
    });

    test('an image that loads late above the reader doesn’t move their row', async () => {
      const number = /\d+:/.exec(await probe.above())?.[0];
      const above = probe.list.locator('.row', { hasText: `Ana ${number}` });
      const drift = await probe.drift(() =>
        above.locator('.bubble').evaluate((bubble) => {
          const image = new Image();
          bubble.append(image);
          requestAnimationFrame(() => {
            image.height = 240;
          });
        }),
      );
      expect((await above.boundingBox())?.height).toBeGreaterThan(240);
      expect(drift.px).toBeLessThanOrEqual(MOST_PX);
    });
  });

  test('up to the first of all messages: what comes in above never moves the reader', async () => {
    const drift = await probe.readUpTo('Ana 1:');
    expect(drift.frames).toBeGreaterThan(100);
    expect(drift.px).toBeLessThanOrEqual(MOST_PX);
    expect(await probe.nodes()).toBeLessThanOrEqual(MOST_NODES);
  });

  test('nothing is lost: after all of it the newest stand there without a gap', async () => {
    await person.page.locator('.pill').click();
    await newest().waitFor();
    const numbers = (await person.texts()).map((text) => Number(/^Ana (\d+):/.exec(text)?.[1]));
    expect(numbers.length).toBeGreaterThanOrEqual(60);
    expect(numbers).toEqual(numbers.map((_, i) => ana.said - numbers.length + 1 + i));
    expect(person.visitor.complaints).toEqual([]);
  });

  test('one who reads a little above the end finds what comes in below', async () => {
    await probe.wheel(-120);
    expect((await probe.drift(busy)).px).toBeLessThanOrEqual(MOST_PX);
    const below = () =>
      probe.list.evaluate((list) => list.scrollHeight - list.clientHeight - list.scrollTop);
    expect(await below()).toBeGreaterThan(300);
    await person.page.locator('.pill').click();
    await newest().waitFor();
  });

  test('a widget that its page hides goes on, and is as it should be when it is shown', async () => {
    const host = person.page.locator('roomlet-widget');
    await host.evaluate((element) => element.setAttribute('hidden', ''));
    await busy();
    await host.evaluate((element) => element.removeAttribute('hidden'));
    await newest().waitFor();
  });

  test('a screen of four thousand pixels is filled, and nothing moves one who reads in it', async () => {
    const viewport = { width: 800, height: 4_000 };
    const tall = await visit(world.browser, `${world.site.url}/page#room=${code}`, { viewport });
    const reader = new Person(tall);
    await reader.joinByLink('Long');
    const list = tall.page.locator('.list');
    const rows = () => list.locator('.row').count();
    await expect
      .poll(() => list.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight))
      .toBeGreaterThan(400);
    expect(await rows()).toBeLessThanOrEqual(240);
    await new ListProbe(tall.page).wheel(-3_000);
    expect((await new ListProbe(tall.page).drift(busy)).px).toBeLessThanOrEqual(MOST_PX);
    await tall.close();
  });
});
