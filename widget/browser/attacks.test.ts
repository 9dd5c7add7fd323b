import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { visit } from '../../examples/testing/browser.js';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';
import { ROOMY } from '../../service/conformance/harness.js';
import { ATTACKS, FAMILY, NAMES, NO_EMOJI, PILES, TITLES } from './attacks.js';
import { enter, type Guest, open } from './guests.js';

declare global {
  interface Window {
    violations: string[];
  }
}

const page = (service: string) =>
  `<!doctype html><html lang="en"><head><title>Under attack</title></head>
   <body><script async src="${service}/widget.js" data-mode="inline"></script></body></html>`;

const policy = (service: string) =>
  `default-src 'none'; script-src ${service}; connect-src ${service} ${service.replace('http', 'ws')}; ` +
  "require-trusted-types-for 'script'; trusted-types 'none'";

let world: World;
let mia: Person;
/** She made the room, and says what is said in it. */
let eve: Guest;
/** What should not have happened: dialogs, requests, reports. */
let alarms: string[];
const guests: Guest[] = [];

beforeAll(async () => {
  world = await World.start({
    flags: ROOMY,
    site: (service) => ({
      pages: { '/': page(service) },
      headers: { 'content-security-policy': policy(service) },
    }),
  });
});
afterAll(async () => {
  for (const guest of guests) guest.leave();
  await world.close();
});

/** Somebody on a page that notes whatever the words of others set off. */
async function watched(): Promise<Person> {
  const visitor = await visit(world.browser, 'about:blank', {
    viewport: { width: 500, height: 900 },
  });
  await visitor.page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      window.violations.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  alarms = [];
  visitor.page.on('dialog', (dialog) => {
    alarms.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  visitor.page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (origin !== world.site.url && origin !== world.service.url) alarms.push(request.url());
  });
  await visitor.page.goto(world.site.url);
  return new Person(visitor);
}

async function nothingHappened(): Promise<void> {
  expect(await mia.page.evaluate(() => window.violations)).toEqual([]);
  expect([...alarms, ...mia.visitor.complaints]).toEqual([]);
  expect(await mia.page.evaluate(() => 'polluted' in {})).toBe(false);
}

/** Mia in a new room of Eve's. */
async function meet(title = ''): Promise<void> {
  mia = await watched();
  eve = await open(world.service.url, { name: 'Eve', title });
  guests.push(eve);
  await mia.joinByCode('Mia', eve.room.code);
}

/** Everything in the conversation, whether one may see it in a message or not. */
function inspect() {
  const allowed: Record<string, string[]> = {
    A: ['dir', 'href', 'rel', 'tabindex', 'target'],
    CODE: ['class'],
    EM: [],
    SPAN: ['class'],
    STRONG: [],
  };
  const root = document.querySelector('roomlet-widget')?.shadowRoot;
  const list = root?.querySelector('.list');
  if (!list) throw new Error('There is no list.');
  const box = list.getBoundingClientRect();
  const right = box.left + list.clientWidth;
  const rows = [...list.querySelectorAll('.row')];
  const findings: string[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const said = row.querySelector('.text');
    for (const element of said?.querySelectorAll('*') ?? []) {
      const names = element.getAttributeNames();
      if (!names.every((name) => allowed[element.tagName]?.includes(name)))
        findings.push(`${element.tagName} with ${names}`);
      if (element instanceof HTMLAnchorElement && !/^https?:$/.test(element.protocol))
        findings.push(element.href);
    }
    const at = row.getBoundingClientRect();
    if (at.top < before - 0.5) findings.push(`over its neighbour: ${row.textContent}`);
    before = at.bottom;
    // A bubble cuts off ink that reaches far: one letter can be as wide as it is piled high.
    for (const part of row.querySelectorAll('.bubble, .author, .chip')) {
      for (const { left, right: end } of part.getClientRects())
        if (left < box.left - 0.5 || end > right + 0.5)
          findings.push(`too wide: ${part.textContent}`);
    }
  }
  if (list.scrollWidth > list.clientWidth) findings.push('the list scrolls sideways');
  return findings;
}

const texts = () =>
  mia.page.locator('article.message .text').evaluateAll((all) => all.map((one) => one.textContent));

beforeEach(() => meet());
afterEach(() => mia.visitor.close());

it('there are more than a hundred attacks', () => {
  expect(new Set(ATTACKS.map(({ text }) => text)).size).toBeGreaterThan(100);
});

describe('what others say', () => {
  it('is text, all of it, and stays in its place', async () => {
    // As many as the document holds at once, so that each is looked at.
    for (let from = 0; from < ATTACKS.length; from += 40) {
      const some = ATTACKS.slice(from, from + 40);
      for (const { text } of some) await eve.room.send(text);
      const shown = some.map(({ text, shows }) => shows ?? text.trim());
      await expect.poll(async () => (await texts()).slice(-shown.length)).toEqual(shown);
      expect(await mia.page.evaluate(inspect)).toEqual([]);
    }
    await nothingHappened();
  });

  it('has its ink in its own row, however high it is piled', async () => {
    for (const pile of PILES) {
      for (const text of ['above', `e${pile}vil`, 'below']) await eve.room.send(text);
    }
    await expect.poll(async () => (await texts()).length).toBe(3 * PILES.length);
    const list = mia.page.locator('.list');
    const rows = mia.page.locator('.bubble', { hasText: /^(above|below)/ });
    const shots = async () => {
      const boxes = await Promise.all((await rows.all()).map((row) => row.boundingBox()));
      const clips = boxes.flatMap((box) => box ?? []);
      return Promise.all(clips.map((clip) => mia.page.screenshot({ clip }))).then((all) =>
        all.map((shot) => shot.toString('base64')),
      );
    };
    const evil = mia.page.locator('.bubble', { hasText: /^e/ });
    expect(await evil.count()).toBe(PILES.length);
    // With the fonts of another system they pile far higher than with these.
    await evil.locator('.text').evaluateAll((all) => {
      for (const text of all) (text as HTMLElement).style.font = '90px/22px serif';
    });
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    const beside = await shots();
    expect(beside).toHaveLength(2 * PILES.length);
    await evil.evaluateAll((bubbles) => {
      for (const bubble of bubbles) (bubble as HTMLElement).style.visibility = 'hidden';
    });
    expect(await shots()).toEqual(beside);
  });

  it('is as harmless when it is edited in', async () => {
    const { seq } = await eve.room.send('harmless');
    await eve.room.edit(seq, '**<img src=x onerror=alert(1)>** javascript:alert(1)');
    await expect.poll(texts).toEqual(['<img src=x onerror=alert(1)> javascript:alert(1)']);
    expect(await mia.page.evaluate(inspect)).toEqual([]);
    await nothingHappened();
  });
});

describe('what others call themselves, their rooms and their reactions', () => {
  it('names are text', async () => {
    const { code } = eve.room;
    const named = await Promise.all(NAMES.map((name) => enter(world.service.url, code, name)));
    guests.push(...named);
    for (const [i, { room }] of named.entries()) {
      room.typing(true);
      await room.send(`I am number ${i}`);
    }
    const names = named.map(({ room }) => room.state.self.name);
    await expect.poll(() => mia.page.locator('.author').allTextContents()).toEqual(names);
    expect(await mia.page.evaluate(inspect)).toEqual([]);
    expect(await mia.page.locator('.author *').count()).toBe(0);
    await nothingHappened();
  });

  it.each(TITLES)('a title is text: %j', async (title) => {
    await mia.visitor.close();
    await meet(title);
    const heading = mia.page.locator('.head h2');
    await expect.poll(() => heading.textContent()).toBe(eve.room.state.title);
    expect(await heading.locator('*').count()).toBe(0);
    const { width } = (await heading.boundingBox()) ?? {};
    expect(width).toBeLessThan(500);
    await nothingHappened();
  });

  it('reactions are emoji and nothing else, and those are text', async () => {
    const { seq } = await eve.room.send('React to this');
    for (const emoji of NO_EMOJI)
      await expect(eve.room.react(seq, emoji, true)).rejects.toMatchObject({ code: 'bad_request' });
    await eve.room.react(seq, FAMILY, true);
    const chips = mia.page.locator('.chip > span > span');
    await expect.poll(() => chips.allTextContents()).toEqual([FAMILY]);
    expect(await mia.page.evaluate(inspect)).toEqual([]);
    await nothingHappened();
  });

  it('a name that every object has is no emoji', async () => {
    const { seq } = await eve.room.send('React to this');
    for (const emoji of ['constructor', '__proto__', 'toString'])
      await expect(eve.room.react(seq, emoji, true)).rejects.toMatchObject({ code: 'bad_request' });
  });
});
