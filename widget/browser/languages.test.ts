import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { World } from '../../examples/testing/world.js';
import { LANGUAGES } from '../src/strings/language.js';
import { loadTongue } from '../src/strings/load.js';

const page = (service: string, lang: string, attributes: string) =>
  `<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><title>Shop</title>
   <body><script async src="${service}/widget.js" ${attributes}></script></body></html>`;

let world: World;

beforeAll(async () => {
  world = await World.start({
    site: (service) => ({
      pages: {
        ...Object.fromEntries(LANGUAGES.map((lang) => [`/${lang}`, page(service, lang, '')])),
        '/en-on-ar': page(service, 'ar', 'data-lang="en"'),
        '/auto': page(service, 'en', 'data-lang="auto"'),
      },
    }),
  });
});
afterAll(() => world.close());

const open = async (page: Page) => {
  await page.locator('.launcher').click();
  await page.locator('.panel .start h2').waitFor();
};
const tell = (page: Page, ...call: string[]) =>
  page.evaluate((args) => {
    const { Roomlet } = window as unknown as { Roomlet(...call: string[]): void };
    Roomlet(...args);
  }, call);
/** How far an element's middle is from the middle of the panel, px to the right. */
const aside = async (page: Page, selector: string) => {
  const [box, panel] = await Promise.all(
    [selector, '.panel'].map((one) => page.locator(one).first().boundingBox()),
  );
  if (!box || !panel) throw new Error(`${selector} isn’t drawn.`);
  return box.x + box.width / 2 - panel.x - panel.width / 2;
};

it.each(LANGUAGES)(
  'a page in %s has the widget in its language, of which alone it loads words',
  async (language) => {
    const { strings } = await loadTongue(language);
    const { page, complaints, close } = await world.visit(`/${language}`);
    const loaded: string[] = [];
    page.on('request', (request) => {
      loaded.push(...(/\/([a-z]{2})\.js$/.exec(request.url())?.slice(1) ?? []));
    });
    await open(page);
    expect(await page.locator('.start h2').textContent()).toBe(strings.start.title);
    expect(await page.locator('.root').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
    expect(new Set(loaded)).toEqual(new Set([language]));
    expect(complaints).toEqual([]);
    await close();
  },
);

it('the widget’s direction is its language’s: Arabic is mirrored, English on an Arabic page isn’t', async () => {
  const arabic = await world.visit('/ar');
  await open(arabic.page);
  expect(await aside(arabic.page, '.panel > .close')).toBeLessThan(-100);
  expect(await aside(arabic.page, '.crest')).toBeGreaterThan(100);
  const english = await world.visit('/en-on-ar');
  await open(english.page);
  expect(await aside(english.page, '.panel > .close')).toBeGreaterThan(100);
  expect(await aside(english.page, '.crest')).toBeLessThan(-100);
});

it('a code is read from its first digit on, in Arabic too', async () => {
  const { page } = await world.visit('/ar#room=398-wqp-6w3');
  const code = page.locator('.ticket strong');
  await code.waitFor();
  const [first, last] = await code.evaluate(({ firstChild }) =>
    [0, 10].map((at) => {
      const range = document.createRange();
      range.setStart(firstChild as Text, at);
      range.setEnd(firstChild as Text, at + 1);
      return range.getBoundingClientRect().x;
    }),
  );
  expect(first).toBeLessThan(last ?? 0);
});

it('another language takes over while it is open, and what was typed stays', async () => {
  const { page } = await world.visit('/en');
  await open(page);
  await page.getByLabel('Your name').fill('Ana');
  await tell(page, 'lang', 'de');
  await expect.poll(() => page.getByLabel('Dein Name').inputValue()).toBe('Ana');
  await tell(page, 'lang', 'ar');
  await expect.poll(() => page.locator('.root').getAttribute('dir')).toBe('rtl');
});

it('left to the browser, it is the first language the visitor reads that it has', async () => {
  const { page } = await world.visit('/auto', { locale: 'pt-PT' });
  await open(page);
  const { strings } = await loadTongue('pt');
  expect(await page.locator('.start h2').textContent()).toBe(strings.start.title);
  expect(await page.locator('.root').getAttribute('lang')).toBe('pt-PT');
});
