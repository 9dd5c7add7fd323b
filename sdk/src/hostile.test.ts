import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomletError } from './errors.js';
import { createFakeBrowser, type FakeBrowser } from './fake-browser.js';
import { settled } from './fake-clock.js';
import { type FakeRoom, refusal } from './fake-room.js';
import type { RoomEvent } from './protocol/event.js';
import type { Room } from './room.js';

// Recovery where a service, a link or the moment is at its worst: no gap, no double, no loop.

let browser: FakeBrowser;
let there: FakeRoom;
let room: Room;
/** What the room told: seqs of events, and the words reset and closed. */
let told: (number | string)[];

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const texts = () => room.state.messages.map(({ text }) => text);
const asked = (type: string) => browser.service.commands.filter((one) => one.type === type);
const push = (event: RoomEvent) =>
  browser.service.push(there, { type: 'event', room: there.code, event });
const code = (what: Promise<unknown>) =>
  what.then(
    () => undefined,
    (error: RoomletError) => error.code,
  );

beforeEach(async () => {
  browser = createFakeBrowser();
  there = browser.service.createRoom();
  room = await browser.join(there.code);
  told = [];
  room.on('event', ({ seq }) => told.push(seq));
  room.on('reset', () => told.push('reset'));
  room.on('closed', (why) => told.push(`closed ${why.code}`));
});

afterEach(() => {
  browser.close();
  expect(browser.clock.waiting).toBe(0);
});

/** Cuts the link, lets `count` messages happen, and comes back; what pages are asked is scripted. */
async function missed(count: number, ...pages: (object | 'silence' | undefined)[]): Promise<void> {
  browser.service.cut();
  for (let i = 0; i < count; i++) there.say(`m${there.head}`);
  browser.service.script('history', ...pages);
  await browser.clock.advance(1_000);
}

describe('[W8] while pages are fetched', () => {
  it('pushes that come twice, late or in the wrong order change nothing', async () => {
    await missed(400, 'silence');
    expect(room.state.seq).toBe(201);
    for (const seq of [399, 210, 398, 399, 5, 201]) push(there.log[seq - 1] as RoomEvent);
    await settled();
    expect(room.state.seq).toBe(201);
    for (const seq of [203, 202, 204]) push(there.log[seq - 1] as RoomEvent);
    await settled();
    expect(room.state.seq).toBe(204);
    browser.service.cut();
    await browser.clock.advance(1_000);
    expect(told).toEqual(numbers(2, 401));
  });

  it('a log of another epoch starts the view anew, and the old pages’ answers are void', async () => {
    await missed(400, 'silence');
    const old = there.log.slice(201, 401);
    there.epoch = 'epoch-2';
    there.log.length = 150;
    browser.service.cut();
    await browser.clock.advance(1_000);
    for (const { id } of asked('history') as { id: number }[]) {
      browser.service.push(there, { type: 'ok', id, events: old, first: 1, seq: 401 });
    }
    there.say('new');
    await settled();
    expect(told).toEqual([...numbers(2, 201), 'reset', 151]);
    expect(room.state).toMatchObject({ epoch: 'epoch-2', seq: 151 });
    expect(texts()).toHaveLength(51);
  });

  it('a trim of what was still missing starts the view anew, once', async () => {
    await missed(400, 'silence');
    there.trim(300);
    browser.service.cut();
    await browser.clock.advance(1_000);
    there.say('after');
    await settled();
    expect(told).toEqual([...numbers(2, 201), 'reset', 402]);
  });

  it('a trim between two pages of one connection does, too', async () => {
    const late = { first: 390, seq: 401 };
    browser.service.cut();
    for (let i = 0; i < 400; i++) there.say(`m${there.head}`);
    browser.service.script('history', { ...late, events: there.log.slice(389) });
    await browser.clock.advance(1_000);
    expect(told).toEqual([...numbers(2, 201), 'reset']);
    expect(room.state.seq).toBe(401);
    expect(texts()).toEqual(there.log.slice(-50).map((one) => 'text' in one && one.text));
  });

  it.each([
    ['refused', refusal('internal')],
    ['rubbish', { events: 7 }],
    ['empty', { events: [], first: 1, seq: 401 }],
    ['the one before', { events: numbers(2, 201).map((seq) => ({ seq })), first: 1, seq: 401 }],
  ])(
    'a page that is %s starts the view anew, and is not asked for again and again',
    async (_what, page) => {
      await missed(400, page, page, page);
      await browser.clock.advance(10_000);
      expect(told).toEqual([...numbers(2, 201), 'reset']);
      expect(room.state).toMatchObject({ seq: 401, status: 'connected' });
      expect(asked('history')).toHaveLength(1);
      expect(asked('join')).toHaveLength(3);
    },
  );

  it('a page that is to be had later is waited for', async () => {
    await missed(400, refusal('rate_limited', 700), refusal('unavailable'));
    await browser.clock.advance(2_000);
    expect(told).toEqual(numbers(2, 401));
  });

  it('a page with a hole in it is read up to the hole, and the rest asked for', async () => {
    const events = there.log;
    await missed(400);
    expect(told).toEqual(numbers(2, 401));
    browser.service.cut();
    for (let i = 0; i < 300; i++) there.say(`m${there.head}`);
    const holed = events.slice(601, 701).filter(({ seq }) => seq !== 650);
    browser.service.script('history', { events: holed, first: 1, seq: 701 });
    await browser.clock.advance(1_000);
    expect(told).toEqual(numbers(2, 701));
  });

  it('the end of the seat ends it all: no page, no join, nothing more is told', async () => {
    await missed(400, 'silence');
    const closed = { type: 'closed', room: there.code, code: 'kicked', message: 'Out.' };
    browser.service.push(there, closed);
    push(there.log[201] as RoomEvent);
    await browser.clock.advance(120_000);
    expect(told).toEqual([...numbers(2, 201), 'closed kicked']);
    expect(room.state).toMatchObject({ status: 'disconnected', closed: { code: 'kicked' } });
    expect([asked('join').length, asked('history').length]).toEqual([2, 1]);
  });

  it('a promised event that never was starts the view anew, and that is all', async () => {
    push({ ...(there.say('real') as RoomEvent), seq: 1e15 });
    await browser.clock.advance(20_000);
    expect(told).toEqual([2, 'reset']);
    expect(asked('join')).toHaveLength(2);
  });
});

describe('[W5] between the join and what follows', () => {
  it('events that come after the join’s answer and before the page are held in order', async () => {
    await missed(250, 'silence');
    for (let i = 0; i < 30; i++) there.say(`live ${i}`);
    await settled();
    expect(room.state.seq).toBe(201);
    const [page] = asked('history') as { id: number }[];
    const { id } = page ?? { id: 0 };
    browser.service.push(there, { type: 'ok', id, ...there.page({ after: 201, limit: 10 }) });
    await settled();
    expect(told).toEqual(numbers(2, 281));
  });

  it('more than can be held is asked for again', async () => {
    await missed(250, 'silence');
    for (let i = 0; i < 1_200; i++) there.say('flood');
    await settled();
    browser.service.cut();
    await browser.clock.advance(1_000);
    expect(told).toEqual(numbers(2, 1_451));
  });

  it.each(['unauthorized', 'not_found', 'banned', 'room_full', 'forbidden'] as const)(
    'a rejoin that is refused (%s) closes the room and asks nothing more',
    async (refused) => {
      browser.service.script('join', refusal(refused));
      browser.service.cut();
      await browser.clock.advance(300_000);
      expect(told).toEqual([`closed ${refused}`]);
      expect(asked('join')).toHaveLength(2);
      expect(browser.service.dials).toBe(2);
    },
  );

  it('a seat lost while the view starts anew closes the room', async () => {
    browser.service.script('history', refusal('unauthorized'));
    browser.service.script('join', refusal('unauthorized'));
    push({ ...there.say('x'), seq: 9 });
    await browser.clock.advance(60_000);
    expect(told).toEqual([2, 'closed unauthorized']);
    expect(asked('join')).toHaveLength(2);
  });
});

describe('older history', () => {
  it('[W8] that comes after the view has started anew is not of it', async () => {
    for (let i = 0; i < 120; i++) there.say(`m${i}`);
    browser.close();
    room = await browser.join(there.code);
    browser.service.script('history', 'silence');
    const older = room.loadOlder();
    await settled();
    const { id } = asked('history').at(-1) as { id: number };
    // A hole that can't be filled: the same connection, another view.
    browser.service.script('history', refusal('internal'));
    there.log.push({ ...there.say('x'), seq: there.head + 1 } as RoomEvent);
    push({ ...(there.log.at(-1) as RoomEvent), seq: there.head + 5 });
    await settled();
    const before = texts();
    browser.service.push(there, { type: 'ok', id, ...there.page({ before: 72 }) });
    expect(await older).toBe(true);
    expect(texts()).toEqual(before);
    await room.loadOlder(200);
    expect(texts().slice(0, 2)).toEqual(['m0', 'm1']);
  });

  it('whose answer is lost with the link can be asked for again', async () => {
    for (let i = 0; i < 120; i++) there.say(`m${i}`);
    browser.close();
    room = await browser.join(there.code);
    browser.service.script('history', 'silence');
    const lost = code(room.loadOlder());
    await settled();
    browser.service.cut();
    expect(await lost).toBe('unavailable');
    await browser.clock.advance(1_000);
    expect(await room.loadOlder(200)).toBe(false);
    expect(texts()).toEqual(numbers(0, 119).map((i) => `m${i}`));
  });

  it('that was trimmed meanwhile ends, and says that there is no more', async () => {
    for (let i = 0; i < 120; i++) there.say(`m${i}`);
    browser.close();
    room = await browser.join(there.code);
    there.trim(100);
    expect(room.state.hasOlder).toBe(true);
    expect(await room.loadOlder()).toBe(false);
    expect(room.state.hasOlder).toBe(false);
  });
});
