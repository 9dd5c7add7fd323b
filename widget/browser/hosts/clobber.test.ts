import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visit } from '../../../examples/testing/browser.js';
import { World } from '../../../examples/testing/world.js';
import { ROOMY } from '../../../service/conformance/harness.js';
import { BlindPerson } from './blind-person.js';
import { clobbering, KINDS, type Kind } from './clobber-page.js';
import { type EvilSite, startEvilSite } from './evil-site.js';
import { hostPage } from './host-page.js';
import { type NamesRead, namesRead } from './names-read.js';

const files: readonly NamesRead[] = namesRead(
  fileURLToPath(new URL('../../dist/site', import.meta.url)),
);
const globals = [...new Set(files.flatMap((file) => file.globals))].sort();

/**
 * Every global that the loader and the core read. A window's own names come before those of
 * elements, so these are safe where the browser has them: a new one wants a look at whether all have it.
 */
const OWN_GLOBALS = [
  ...['AbortController', 'Array', 'AudioContext', 'Boolean', 'CSS', 'CSSStyleSheet', 'CustomEvent'],
  ...['Date', 'Document', 'DocumentFragment', 'Element', 'Error', 'Function', 'GainNode'],
  ...['HTMLElement', 'IntersectionObserver', 'Intl', 'JSON', 'KeyboardEvent', 'Map', 'Math'],
  ...['MutationObserver', 'Node', 'Notification', 'Number', 'Object', 'OscillatorNode', 'Promise'],
  ...['RangeError', 'Reflect', 'RegExp', 'ResizeObserver', 'Set', 'ShadowRoot', 'String', 'Symbol'],
  ...[
    'URL',
    'URLSearchParams',
    'Uint32Array',
    'WebSocket',
    'addEventListener',
    'arguments',
    'cancelAnimationFrame',
  ],
  ...['clearTimeout', 'console', 'crypto', 'customElements', 'decodeURIComponent', 'document'],
  ...['encodeURI', 'fetch', 'focus', 'getComputedStyle', 'globalThis', 'isSecureContext'],
  ...['localStorage', 'location', 'matchMedia', 'navigator', 'origin', 'queueMicrotask'],
  ...['removeEventListener', 'reportError', 'requestAnimationFrame', 'self', 'sessionStorage'],
  ...['setTimeout', 'visualViewport', 'window'],
];

/** With this policy whatever the tag imports is trusted. */
const STRICT = `<meta http-equiv="content-security-policy" content="script-src 'strict-dynamic' 'nonce-abc'">`;
const POLICIES = { 'no policy': '', 'strict-dynamic': STRICT } as const;
type Policy = keyof typeof POLICIES;

const CASES = KINDS.flatMap((kind) =>
  Object.keys(POLICIES).map((policy) => ({ kind, policy: policy as Policy })),
);

describe('a page whose elements have the names of what scripts read', () => {
  let world: World;
  let evil: EvilSite;
  /** All that a document has. */
  let documentNames: string[] = [];
  let elementNames = new Set<string>();
  const pages: Record<string, string> = {};
  let service = '';

  beforeAll(async () => {
    evil = await startEvilSite();
    world = await World.start({
      flags: ROOMY,
      site: (url) => {
        service = url;
        return { pages };
      },
    });
    const { page, close } = await visit(world.browser, 'about:blank');
    const namesOf = (thing: 'document' | 'document.body') =>
      page.evaluate((written) => {
        const names = new Set<string>();
        const things = { document, 'document.body': document.body };
        for (let has: object | null = things[written]; has; has = Object.getPrototypeOf(has))
          for (const name of Object.getOwnPropertyNames(has)) names.add(name);
        return [...names];
      }, thing);
    documentNames = await namesOf('document');
    elementNames = new Set(await namesOf('document.body'));
    await close();
  });
  afterAll(async () => {
    await world.close();
    await evil.close();
  });

  interface Stand {
    readonly kind: Kind;
    readonly policy: Policy;
    readonly names: readonly string[];
    readonly tag?: string;
  }

  /** Somebody on a page with an element of each name before the widget's tag. */
  async function arrive({ kind, policy, names, tag = '' }: Stand) {
    evil.asked.length = 0;
    const body = clobbering({ kind, names, evil: evil.url });
    const tags = [`nonce="abc" ${tag}`];
    pages['/'] = hostPage(service, { head: POLICIES[policy], body, tags });
    const { page, close } = await world.visit('/');
    // Part of the page, as the bait says it is, the core would have been fetched by now.
    expect(evil.asked).toEqual([]);
    return { person: new BlindPerson(page), close };
  }

  it.each(CASES)(
    'every name that is read as $kind, $policy: the main job is done, and nothing is asked elsewhere',
    async ({ kind, policy }) => {
      const words = new Set(files.flatMap((file) => [...file.words, ...file.offDocument]));
      const read = documentNames.filter((name) => words.has(name));
      const names = [...new Set([...read, ...globals, 'Roomlet', 'q', 'v'])];
      const { person, close } = await arrive({ kind, policy, names });
      for (const name of ['currentScript', 'body', 'createElementNS', 'activeElement', 'hidden'])
        expect(await person.isShadowed(name), name).toBe(true);
      await person.click('.launcher');
      await person.fill('.start .input', 'Ana');
      await person.click('.start form button');
      await person.fill('.composer textarea', 'Hello');
      await person.click('.composer .send');
      await person.sees('article.message .bubble.sent .text', 'Hello');
      expect(await person.page.evaluate(() => Reflect.get(window, 'isTaken'))).toBeUndefined();
      expect(evil.asked).toEqual([]);
      await close();
    },
  );

  it.each(KINDS)(
    'each name that only a document has and the loader reads, as the only %s: it opens, and nothing is asked elsewhere',
    async (kind) => {
      const words = new Set([...(files[0]?.words ?? []), ...(files[0]?.offDocument ?? [])]);
      const read = documentNames.filter((name) => words.has(name) && !elementNames.has(name));
      expect(read).toContain('currentScript');
      for (const name of [...read, 'Roomlet']) {
        const { person, close } = await arrive({ kind, policy: 'strict-dynamic', names: [name] });
        expect(await person.isShadowed(name), name).toBe(true);
        await person.click('.launcher');
        await person.sees('.start');
        expect(evil.asked, name).toEqual([]);
        await close();
      }
    },
  );
});

describe('what the built files read of a page', () => {
  it('nothing is read off the document, where elements come first, but what has a symbol for a name', () => {
    const off = files.filter(({ offDocument }) => offDocument.length > 0);
    expect(off.map(({ offDocument }) => offDocument)).toEqual([['[computed]']]);
    expect(off[0]?.file).toMatch(/alerts-/);
  });

  it('no global is read that isn’t listed', () => {
    expect(globals).toEqual([...OWN_GLOBALS].sort());
  });
});
