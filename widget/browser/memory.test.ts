import type { CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Person } from '../../examples/testing/person.js';
import { World } from '../../examples/testing/world.js';
import { ROOMY } from '../../service/conformance/harness.js';
import { heldNow } from './heap.js';
import { openRoom, Talker } from './talker.js';

const KIB = 1_024;
const MIB = 1_024 * KIB;

let world: World;
let page: Page;
let cdp: CDPSession;
let code: string;

beforeAll(async () => {
  world = await World.start({
    // A reader that falls behind what is poured isn't cut off: it has to hold all of it.
    flags: [...ROOMY, '--backlog-bytes', String(64 * MIB)],
    site: (service) => ({
      pages: {
        '/': `<!doctype html><title>Page</title><body><script src="${service}/widget.js" data-mode="inline"></script>`,
      },
    }),
  });
});
afterAll(() => world.close());

beforeEach(async () => {
  code = await openRoom(world.service.url);
  ({ page } = await world.visit('/'));
  await page.getByRole('button', { name: 'Create a room' }).waitFor();
  cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
});
afterEach(() => page.context().close());

/** Puts a widget on the page and takes it away again, so often; with a room: once it is in there. */
function rounds(count: number, room = ''): Promise<void> {
  return page.evaluate(
    async ([count, room]) => {
      for (let i = 0; i < count; i++) {
        const chat = document.createElement('roomlet-chat');
        chat.setAttribute('mode', 'inline');
        chat.setAttribute('room', room);
        chat.setAttribute('name', 'Ana');
        const ready = new Promise((done) => chat.addEventListener('roomlet:ready', done));
        document.body.append(chat);
        await ready;
        const frame = () => new Promise((done) => setTimeout(done));
        while (room && !chat.shadowRoot?.querySelector('.composer')) await frame();
        chat.remove();
        await frame();
      }
    },
    [count, room] as const,
  );
}

test('a thousand widgets that came and went leave nothing behind', async () => {
  await rounds(100);
  const before = await heldNow(cdp);
  await rounds(900);
  const after = await heldNow(cdp);
  expect(after.listeners - before.listeners).toBeLessThan(5);
  expect(after.nodes - before.nodes).toBeLessThan(50);
  // Less than 400 bytes each; one that stayed would be a hundred times that.
  expect(after.bytes - before.bytes).toBeLessThan(350 * KIB);
});

test('nor do those that were in a room, with a connection', async () => {
  await rounds(20, code);
  const before = await heldNow(cdp);
  await rounds(80, code);
  const after = await heldNow(cdp);
  expect(after.listeners - before.listeners).toBeLessThan(5);
  expect(after.nodes - before.nodes).toBeLessThan(50);
  expect(after.bytes - before.bytes).toBeLessThan(350 * KIB);
});

test('an hour of ten messages a second holds no more than its first twenty minutes', async () => {
  const reader = new Person({ page, complaints: [], close: async () => {} });
  const ana = await Talker.enter(world.service.url, code, 'Ana');
  await reader.joinByCode('Reader', code);
  const pour = async (count: number) => {
    await ana.pour(count);
    await page.getByText(`Ana ${ana.said}:`).waitFor();
    return heldNow(cdp);
  };
  const early = await pour(12_000);
  const late = await pour(24_000);
  ana.leave();
  expect(late.nodes).toBeLessThan(6_000);
  expect(late.listeners - early.listeners).toBeLessThan(2_000);
  // The view holds ten thousand events and up to a thousand more, of less than 1 KiB each.
  expect(late.bytes - early.bytes).toBeLessThan(2 * MIB);
});
