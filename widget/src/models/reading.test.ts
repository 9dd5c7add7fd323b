import { computed, signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { FakePage } from '../testing/fake-page.js';
import { ANA, FakeRoom, MIA, sent } from '../testing/fake-room.js';
import { beginReading, createReading } from './reading.js';
import { createSiteMemory } from './site-memory.js';

const from = (by: typeof ANA, first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => sent(first + i, by, `m${first + i}`));

function setUp(room: FakeRoom, page = new FakePage()) {
  const memory = createSiteMemory(undefined, page.tab, page.browser);
  beginReading(room, memory);
  const drawn = signal(room.state);
  room.subscribe(() => {
    drawn.value = room.state;
  });
  const inView = signal(false);
  const told: number[] = [];
  const read = room.read.bind(room);
  room.read = (seq) => {
    told.push(seq);
    read(seq);
  };
  const reading = createReading(room, drawn, inView, memory, page.clock);
  return { page, inView, reading, told, unread: computed(() => reading.unread.value) };
}

test('what comes into view is read after a beat, and not when it goes before', () => {
  const room = new FakeRoom('k7w-q2m-x9d', from(ANA, 1, 3));
  const { page, inView, told } = setUp(room);
  room.live(sent(4, ANA, 'a'));
  inView.value = true;
  page.clock.pass(499);
  inView.value = false;
  page.clock.pass(5_000);
  expect(told).toEqual([]);
  inView.value = true;
  page.clock.pass(500);
  expect(told).toEqual([4]);
});

test('a conversation that never pauses is read as it goes', () => {
  const room = new FakeRoom('k7w-q2m-x9d', from(ANA, 1, 3));
  const { page, inView, told } = setUp(room);
  inView.value = true;
  for (let seq = 4; seq <= 24; seq++) {
    room.live(sent(seq, ANA, 'a'));
    page.clock.pass(100);
  }
  page.clock.pass(1_000);
  expect(told.length).toBeGreaterThan(2);
  expect(told.length).toBeLessThan(7);
  expect(room.state.read).toBe(24);
});

test('nothing is told while nothing is new', () => {
  const { page, inView, told } = setUp(new FakeRoom('k7w-q2m-x9d', from(ANA, 1, 3)));
  inView.value = true;
  page.clock.pass(60_000);
  expect(told).toEqual([]);
});

test('for a newcomer nothing is unread, however much was said before', () => {
  const room = new FakeRoom('k7w-q2m-x9d', from(ANA, 1, 30));
  const { reading } = setUp(room);
  expect([room.state.read, reading.unread.value]).toEqual([30, 0]);
});

test('a seat that ended while the page was away is followed by one that goes on reading there', () => {
  const page = new FakePage();
  setUp(new FakeRoom('k7w-q2m-x9d', from(ANA, 1, 3)), page).reading.stop();
  const { reading } = setUp(new FakeRoom('k7w-q2m-x9d', from(ANA, 1, 8)), page);
  expect(reading.unread.value).toBe(5);
});

test('[W8] a position in another log is none in this one', () => {
  const page = new FakePage();
  setUp(new FakeRoom('k7w-q2m-x9d', from(ANA, 1, 3)), page).reading.stop();
  const restored = new FakeRoom('k7w-q2m-x9d', from(ANA, 1, 8));
  restored.change({ epoch: 'another' });
  expect(setUp(restored, page).reading.unread.value).toBe(0);
});

test('older pages are loaded until all that is unread is counted', async () => {
  const room = new FakeRoom('k7w-q2m-x9d', from(ANA, 61, 90));
  room.change({ seq: 90, read: 20, hasOlder: true });
  room.pages = [from(ANA, 1, 12), from(ANA, 13, 36), from(MIA, 37, 60)];
  const { unread } = setUp(room);
  await new Promise((resolve) => setImmediate(resolve));
  expect(unread.value).toBe(30 + 16);
  expect(room.pages).toHaveLength(1);
});

test('nobody counts beyond 99', async () => {
  const room = new FakeRoom('k7w-q2m-x9d', from(ANA, 201, 300));
  room.change({ seq: 300, read: 20, hasOlder: true });
  room.pages = [from(ANA, 100, 200)];
  setUp(room);
  await new Promise((resolve) => setImmediate(resolve));
  expect(room.pages).toHaveLength(1);
});
