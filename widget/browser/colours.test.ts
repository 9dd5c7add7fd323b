import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';
import { contrast, PAIRS } from '../src/contrast.js';

const page = (service: string, style: string, attributes: string) =>
  `<!doctype html><html lang="en"><head><title>Shop</title><style>${style}</style></head>
   <body><script async src="${service}/widget.js" ${attributes}></script></body></html>`;

let world: World;

beforeAll(async () => {
  world = await World.start({
    site: (service) => ({
      pages: {
        '/': page(service, '', 'data-theme="light"'),
        '/accent': page(service, '', 'data-accent="#FFD400"'),
        '/nonsense': page(service, '', 'data-accent="very blue" data-theme="light"'),
        '/tokens': page(
          service,
          ':root { --roomlet-text-muted: #AAAAAA; --roomlet-radius: 4px }',
          '',
        ),
        '/split': page(service, ':root { --roomlet-bg: light-dark(#FFFFF0, #001018) }', ''),
      },
    }),
  });
});
afterAll(() => world.close());

/** A visitor with the panel open, and what the console was told. */
async function enter(path: string) {
  const visitor = await world.visit(path);
  const told: string[] = [];
  visitor.page.on('console', (message) => {
    if (message.type() === 'warning') told.push(message.text());
  });
  const person = new Person(visitor);
  await person.open();
  const { page } = visitor;
  /** A property of what is drawn, as the browser makes it out. */
  const look = (selector: string, property: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  const ask = (...call: string[]) =>
    page.evaluate((args) => {
      const { Roomlet } = window as unknown as { Roomlet(...call: string[]): void };
      Roomlet(...args);
    }, call);
  return { ...visitor, told, look, ask };
}

it('the theme changes on all that is drawn, and back, while it is open', async () => {
  const { look, ask } = await enter('/');
  const light = await look('.panel', 'background-color');
  await ask('theme', 'dark');
  await expect.poll(() => look('.panel', 'background-color')).toBe('rgb(20, 23, 28)');
  expect(await look('.launcher', 'background-color')).toBe('rgb(124, 149, 255)');
  await ask('theme', 'light');
  await expect.poll(() => look('.panel', 'background-color')).toBe(light);
});

it('an accent from one attribute is on the launcher at once, and what stands on it can be read', async () => {
  const visitor = await world.visit('/accent');
  const launcher = visitor.page.getByRole('button', { name: 'Open chat' });
  const colour = () => launcher.evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await colour()).toBe('rgb(255, 212, 0)');
  await visitor.close();
  const { look } = await enter('/accent');
  expect(await look('.button.primary', 'background-color')).toBe('rgb(255, 212, 0)');
  expect(await look('.button.primary', 'color')).toBe('color(xyz-d65 0 0 0)');
});

it('any accent leaves what stands on it, and what is written in it, legible in both themes', async () => {
  const { page } = await enter('/');
  const pairs = PAIRS.filter(([, ground]) => /accent|own/.test(ground)).concat([
    ['accent-text', 'bg', 4.5],
  ]);
  const seen = await page.locator('.root').evaluate((root, tokens) => {
    const probe = root.cloneNode() as HTMLElement;
    root.after(probe);
    const read = (token: string) => {
      probe.style.color = `color(from var(--${token.replace('bubble-', '')}) srgb r g b)`;
      return (
        getComputedStyle(probe)
          .color.match(/[\d.e-]+(?=[ )])/g)
          ?.map(Number) ?? []
      );
    };
    const steps = ['00', '33', '66', '99', 'CC', 'FF'];
    const found: { about: string; front: number[]; ground: number[]; least: number }[] = [];
    for (const theme of ['light', 'dark']) {
      for (let i = 0; i < 216; i++) {
        const accent = `#${steps[i % 6]}${steps[Math.floor(i / 6) % 6]}${steps[Math.floor(i / 36)]}`;
        probe.dataset.theme = theme;
        probe.style.setProperty('--roomlet-accent', accent);
        for (const [front, ground, least] of tokens) {
          const about = `${front} on ${ground}, ${accent}, ${theme}`;
          found.push({ about, front: read(front), ground: read(ground), least });
        }
      }
    }
    return found;
  }, pairs);
  expect(seen).toHaveLength(2 * 216 * pairs.length);
  const poor = seen.filter(
    ({ front, ground, least }) => !(contrast(front as never, ground as never) >= least),
  );
  expect(poor.map(({ about }) => about)).toEqual([]);
});

it('what is no colour is told, and left out', async () => {
  const { told, look } = await enter('/nonsense');
  expect(told).toEqual([expect.stringContaining('"very blue" is no colour')]);
  expect(await look('.button.primary', 'background-color')).toBe('rgb(55, 87, 230)');
});

it('a token that makes text hard to read is named, with its contrast and what it must be', async () => {
  const { told } = await enter('/tokens');
  await expect
    .poll(() => told, { timeout: 5_000 })
    .toContainEqual(
      'Roomlet: text-muted #aaaaaa on bg #ffffff has a contrast of 2.3:1 in the light theme, ' +
        'and it must be 4.5:1. Change --roomlet-text-muted or --roomlet-bg.',
    );
  expect(told.every((text) => text.includes('text-muted') && text.includes('light theme'))).toBe(
    true,
  );
});

it('one token can have a colour for each theme', async () => {
  const { look, ask } = await enter('/split');
  await ask('theme', 'light');
  await expect.poll(() => look('.panel', 'background-color')).toBe('rgb(255, 255, 240)');
  await ask('theme', 'dark');
  await expect.poll(() => look('.panel', 'background-color')).toBe('rgb(0, 16, 24)');
});
