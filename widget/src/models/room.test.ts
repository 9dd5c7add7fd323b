import { signal } from '@preact/signals';
import { RoomletError } from '@roomlet/sdk';
import { describe, expect, test } from 'vitest';
import { createBus } from '../events.js';
import { FakePage } from '../testing/fake-page.js';
import { ANA, FakeRoom, MIA, sent } from '../testing/fake-room.js';
import { createRoomModel } from './room.js';
import { createSiteMemory } from './site-memory.js';

function setUp(history = 0) {
  const page = new FakePage();
  const room = new FakeRoom(
    'k7w-q2m-x9d',
    Array.from({ length: history }, (_, i) => sent(i + 1, ANA, `old ${i + 1}`)),
  );
  const shown = signal(true);
  const attended = signal(true);
  let resets = 0;
  const problems: unknown[] = [];
  const model = createRoomModel(room, {
    clock: page.clock,
    memory: createSiteMemory(undefined, page.tab, page.browser),
    bus: createBus(new EventTarget()),
    shown,
    attended,
    isOnline: page.isOnline,
    announce: (name, text) => `${name}: ${text}`,
    summary: (count) => `${count} new messages`,
    onReset: () => {
      resets++;
    },
    onProblem: (error) => problems.push(error),
    onLost: () => problems.push('lost'),
  });
  const said = () => model.announcer.said.value.map(({ text }) => text);
  const texts = () => model.rows.value.map((row) => row.message.text);
  return { page, room, shown, attended, model, said, texts, problems, resets: () => resets };
}

describe('what is announced', () => {
  test('history never is, neither at the start nor when older pages come in', async () => {
    const { room, model, said, page } = setUp(20);
    room.pages = [[sent(0, ANA, 'older')]];
    room.change({ hasOlder: true });
    model.history.older();
    await Promise.resolve();
    page.clock.pass(5_000);
    expect(said()).toEqual([]);
  });

  test('live messages of others are, one’s own are not', () => {
    const { room, said, page } = setUp(3);
    room.live(sent(4, ANA, '**hello** there'));
    room.live(sent(5, MIA, 'hi'));
    page.clock.pass(100);
    expect(said()).toEqual(['Ana: hello there']);
  });

  test('nothing is while the panel is shut; it counts as unread instead', () => {
    const { room, model, said, shown, page } = setUp();
    shown.value = false;
    room.live(sent(1, ANA, 'psst'));
    room.live(sent(2, MIA, 'from my other tab'));
    page.clock.pass(200);
    expect(said()).toEqual([]);
    expect(model.unread.value).toBe(1);
  });
});

describe('what is read', () => {
  test('counts no more once the room has ended', () => {
    const { room, model, shown, page } = setUp();
    shown.value = false;
    room.live(sent(1, ANA, 'psst'));
    page.clock.pass(200);
    expect(model.unread.value).toBe(1);
    room.change({ status: 'disconnected', closed: { code: 'erased', message: 'x' } });
    page.clock.pass(200);
    expect(model.unread.value).toBe(0);
  });

  test('is what stands at the end of the list, on a page that is looked at', () => {
    const { room, model, page, shown, attended } = setUp(3);
    const pass = () => page.clock.pass(1_000);
    model.pin.sight(true);
    attended.value = false;
    room.live(sent(4, ANA, 'a'));
    pass();
    expect([room.state.read, model.unread.value]).toEqual([3, 1]);
    attended.value = true;
    shown.value = false;
    pass();
    expect([room.state.read, model.unread.value]).toEqual([3, 1]);
    shown.value = true;
    model.show('people');
    pass();
    expect([room.state.read, model.unread.value]).toEqual([3, 1]);
    model.show('none');
    model.pin.sight(false);
    pass();
    expect([room.state.read, model.unread.value]).toEqual([3, 1]);
    model.pin.sight(true);
    expect(model.unread.value).toBe(0);
    pass();
    expect(room.state.read).toBe(4);
  });

  test('is nothing while the reader is further up', () => {
    const { room, model, page } = setUp(200);
    model.pin.sight(true);
    model.pin.scrolled(5_000, 0);
    model.pin.gesture();
    model.pin.scrolled(3_000, 2_000);
    room.live(sent(201, ANA, 'a'));
    page.clock.pass(1_000);
    expect([room.state.read, model.unread.value]).toEqual([200, 1]);
    model.latest();
    page.clock.pass(1_000);
    expect([room.state.read, model.unread.value]).toEqual([201, 0]);
  });
});

describe('a reader who looks up from elsewhere', () => {
  const setUpAway = () => {
    const set = setUp(200);
    set.model.pin.sight(true);
    set.attended.value = false;
    const { arrivals } = set.model;
    const before = arrivals.value;
    const divided = () => set.model.rows.value.find((row) => row.unread)?.message.text;
    const isPlaced = () => arrivals.value !== before;
    return { ...set, divided, isPlaced };
  };

  test('comes to what is new, though nothing was drawn meanwhile', () => {
    const { room, model, attended, divided, isPlaced } = setUpAway();
    for (let seq = 201; seq <= 240; seq++) room.live(sent(seq, ANA, `new ${seq}`));
    attended.value = true;
    expect([divided(), isPlaced()]).toEqual(['new 201', true]);
    expect(model.pin.pinned.value).toBe(true);
  });

  test('comes to where it begins, also when that would not be drawn at the end', () => {
    const { room, model, attended, divided } = setUpAway();
    for (let seq = 201; seq <= 500; seq++) room.live(sent(seq, ANA, `new ${seq}`));
    attended.value = true;
    expect(divided()).toBe('new 201');
    expect([model.pin.pinned.value, model.pin.unseen.value]).toEqual([false, 300]);
  });

  test('stays at the end when nothing is new, also where an older line still is', () => {
    const { room, attended, page, isPlaced, model } = setUpAway();
    room.live(sent(201, ANA, 'new'));
    attended.value = true;
    page.clock.pass(1_000);
    expect(room.state.read).toBe(201);
    const { value } = model.arrivals;
    attended.value = false;
    attended.value = true;
    expect([model.arrivals.value, isPlaced()]).toEqual([value, true]);
  });

  test('stays where they were reading further up', () => {
    const { room, model, attended, page, divided, isPlaced } = setUpAway();
    model.pin.leave();
    room.live(sent(201, ANA, 'new'));
    attended.value = true;
    expect(isPlaced()).toBe(false);
    page.clock.pass(200);
    model.newer();
    expect(divided()).toBe('new');
  });
});

describe('rows', () => {
  test('never hold more than 200, and hold the newest while pinned', () => {
    const { room, model, page, texts } = setUp(150);
    for (let seq = 151; seq <= 400; seq++) {
      room.live(sent(seq, ANA, `new ${seq}`));
      page.clock.pass(200);
      expect(model.rows.value.length).toBeLessThanOrEqual(80);
    }
    expect(texts().at(-1)).toBe('new 400');
    expect(model.atEnd.value).toBe(true);
  });

  test('an older page comes in above, and what was drawn stays drawn', async () => {
    const { room, model, texts } = setUp(3);
    room.pages = [[sent(-1, ANA, 'older 1'), sent(0, ANA, 'older 2')]];
    room.change({ hasOlder: true });
    model.history.older();
    expect(model.history.loading.value).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(texts()).toEqual(['older 1', 'older 2', 'old 1', 'old 2', 'old 3']);
    expect(model.history.loading.value).toBe(false);
  });

  test('a reader who scrolled up is left where they are, and told how much is new', () => {
    const { room, model, page, texts } = setUp(200);
    model.pin.scrolled(5_000, 0);
    model.pin.gesture();
    model.pin.scrolled(3_000, 2_000);
    const first = texts()[0];
    for (let seq = 201; seq <= 400; seq++) room.live(sent(seq, ANA, `new ${seq}`));
    page.clock.pass(1_000);
    expect(texts()[0]).toBe(first);
    expect(model.pin.unseen.value).toBe(200);
    expect(model.atEnd.value).toBe(false);
    model.latest();
    expect(texts().at(-1)).toBe('new 400');
    expect(model.pin.unseen.value).toBe(0);
  });

  test('one’s own message is drawn at once, and brings one to the end', () => {
    const { model, texts } = setUp(200);
    model.pin.scrolled(5_000, 0);
    model.pin.gesture();
    model.pin.scrolled(0, 5_000);
    model.composer.type('here I am');
    model.composer.send();
    expect(texts().at(-1)).toBe('here I am');
    expect(model.pin.pinned.value).toBe(true);
  });

  test('[W8] a view that starts anew is told, and drawn from its end', () => {
    const { room, page, texts, resets } = setUp(300);
    room.change({ messages: [sent(900, ANA, 'after')], epoch: 'other' });
    room.tell('reset', undefined);
    page.clock.pass(1_000);
    expect(resets()).toBe(1);
    expect(texts()).toEqual(['after']);
  });
});

test('a room that ended tells of no lost connection, neither before nor after', () => {
  const { room, model, page } = setUp();
  room.change({ status: 'reconnecting' });
  page.clock.pass(3_000);
  expect(model.banner.state.value).toBe('reconnecting');
  room.change({ status: 'disconnected', closed: { code: 'erased', message: 'x' } });
  page.clock.pass(20);
  expect(model.banner.state.value).toBe('none');
  page.clock.pass(10_000);
  expect(model.banner.state.value).toBe('none');
});

test('a draft comes back with the room, and is gone once sent', () => {
  const { page, room, model } = setUp();
  model.composer.type('half a sen');
  const memory = createSiteMemory(undefined, page.tab, page.browser);
  expect(memory.draft(room.code)).toBe('half a sen');
  model.composer.send();
  expect(memory.draft(room.code)).toBe('');
  expect(room.written).toEqual(['half a sen']);
});

test('text over the limit stays in the field', () => {
  const { room, model } = setUp();
  model.composer.type('x'.repeat(4_001));
  expect(model.composer.left.value).toBe(-1);
  model.composer.send();
  expect(room.written).toEqual([]);
  expect(model.composer.text.value).toHaveLength(4_001);
});

describe('a jump', () => {
  test('brings a message that isn’t drawn into the rows, and stops following', async () => {
    const { model, page, texts } = setUp(400);
    expect(texts()).not.toContain('old 20');
    await model.jump(20);
    expect(texts()).toContain('old 20');
    expect(model.target.value).toEqual({ key: 'ana:k20' });
    expect(model.pin.pinned.value).toBe(false);
    expect(model.rows.value.length).toBeLessThanOrEqual(80);
    page.clock.pass(3_000);
    expect(model.target.value).toBeUndefined();
  });

  test('loads page after page until the message is there', async () => {
    const { room, model } = setUp(3);
    room.pages = [[sent(-9, ANA, 'first')], [], [sent(-1, ANA, 'older')]];
    room.change({ hasOlder: true });
    await model.jump(-9);
    expect(model.history.loading.value).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(model.target.value).toEqual({ key: 'ana:k-9' });
    expect(model.history.loading.value).toBe(false);
  });

  test('to what is not kept any more says so, and stays where it was', async () => {
    const { model, problems } = setUp(3);
    await model.jump(-5);
    await new Promise((resolve) => setImmediate(resolve));
    expect(problems).toEqual(['lost']);
    expect(model.pin.pinned.value).toBe(true);
  });

  test('ends when the reader goes to the newest message meanwhile', async () => {
    const { room, model, problems } = setUp(3);
    let answer = (_more: boolean) => {};
    let asked = 0;
    room.loadOlder = () => {
      asked++;
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    room.change({ hasOlder: true });
    await model.jump(-9);
    model.latest();
    answer(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(1);
    expect(model.target.value).toBeUndefined();
    expect(model.pin.pinned.value).toBe(true);
    expect(problems).toEqual([]);
  });

  test('never begins where the room went away while its code was loading', async () => {
    const { model } = setUp(3);
    const jumping = model.jump(2);
    model.dispose();
    await jumping;
    expect(model.target.value).toBeUndefined();
  });
});

test('an answer to a message that gets deleted meanwhile becomes a message', () => {
  const { room, model, page } = setUp(3);
  model.reply(sent(2, ANA, 'old 2'));
  model.composer.type('Indeed');
  const [first, second, third] = room.state.messages;
  if (!first || second?.status !== 'sent' || !third) throw new Error('Three messages, all sent.');
  room.change({ messages: [first, { ...second, text: undefined, deleted: true }, third] });
  page.clock.pass(200);
  expect(model.composer.mode.value).toEqual({ name: 'new' });
  expect(model.composer.text.value).toBe('Indeed');
});

describe('one who reads further up', () => {
  test('finds the line "New" drawn who shut the panel there and opens it again', () => {
    const { room, model, shown, page } = setUp(200);
    model.pin.leave();
    shown.value = false;
    for (let seq = 201; seq <= 240; seq++) room.live(sent(seq, ANA, `new ${seq}`));
    page.clock.pass(200);
    shown.value = true;
    expect(model.rows.value.find((row) => row.unread)?.message.text).toBe('new 201');
  });

  test('keeps an unsent message where it is, below what comes in', () => {
    const { room, model, texts, page } = setUp(3);
    const error = new RoomletError('muted', 'No.');
    const failed = { key: 'f', text: 'mine', at: 9, by: MIA, status: 'failed' as const, error };
    room.change({ messages: [...room.state.messages, failed] });
    page.clock.pass(200);
    model.pin.leave();
    const { messages } = room.state;
    room.change({ messages: [...messages.slice(0, 3), sent(4, ANA, 'four'), failed] });
    page.clock.pass(200);
    expect(texts().slice(-2)).toEqual(['four', 'mine']);
  });
});
