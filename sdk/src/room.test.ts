import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeBrowser, type FakeBrowser } from './fake-browser.js';
import { settled } from './fake-clock.js';
import type { FakeRoom } from './fake-room.js';
import type { Room } from './room.js';

let browser: FakeBrowser;
let there: FakeRoom;

const texts = (room: Room) => room.state.messages.map(({ text }) => text);

beforeEach(() => {
  browser = createFakeBrowser();
  there = browser.service.createRoom();
});

afterEach(() => {
  browser.close();
  expect(browser.clock.waiting).toBe(0);
});

describe('following the log', () => {
  it('[W5] a hole is filled before anything after it is shown', async () => {
    const room = await browser.join(there.code);
    const seen: number[] = [];
    room.on('event', ({ seq }) => seen.push(seq));
    const lost = { ...there.say('2'), seq: 3, text: '3', key: 'k' };
    there.log.push(lost as never);
    there.say('4');
    await settled();
    expect(texts(room)).toEqual(['2', '3', '4']);
    expect(seen).toEqual([2, 3, 4]);
  });

  it('[W5] an event that comes twice is shown once', async () => {
    const room = await browser.join(there.code);
    const event = there.say('one');
    browser.service.push(there, { type: 'event', room: there.code, event });
    await settled();
    expect(texts(room)).toEqual(['one']);
  });

  it('[W8] goes on where it was after an outage, however much went by', async () => {
    const room = await browser.join(there.code);
    const seen: string[] = [];
    room.on('message', ({ text }) => seen.push(text ?? ''));
    room.on('reset', () => seen.push('reset'));
    browser.service.cut();
    const missed = Array.from({ length: 450 }, (_, i) => `m${i}`);
    for (const text of missed) there.say(text);
    await browser.clock.advance(1_000);
    expect(seen).toEqual(missed);
    expect(texts(room)).toEqual(missed);
    const asked = browser.service.commands.filter(({ type }) => type === 'history');
    expect(asked).toMatchObject([{ after: 201 }, { after: 401 }]);
  });

  it('[W8] live events are held back until the pages before them are there', async () => {
    const room = await browser.join(there.code);
    browser.service.cut();
    for (let i = 0; i < 300; i++) there.say(`m${i}`);
    browser.service.script('history', 'silence');
    await browser.clock.advance(1_000);
    there.say('live');
    await settled();
    expect(room.state.seq).toBe(201);
    browser.service.cut();
    await browser.clock.advance(1_000);
    expect(room.state.seq).toBe(302);
    expect(texts(room).at(-1)).toBe('live');
  });

  it.each([
    [
      'another epoch',
      () => {
        there.epoch = 'epoch-2';
      },
    ],
    [
      'what is no longer kept',
      () => {
        for (let i = 0; i < 60; i++) there.say(`m${i}`);
        there.trim(20);
      },
    ],
    [
      'a log behind the view',
      () => {
        there.log.length = 1;
        there.epoch = 'epoch-2';
      },
    ],
  ])('[W8] after %s the view starts anew and says so', async (_what, happen) => {
    const room = await browser.join(there.code);
    there.say('before');
    await settled();
    let resets = 0;
    room.on('reset', () => {
      resets += 1;
    });
    browser.service.cut();
    happen();
    await browser.clock.advance(1_000);
    expect(resets).toBe(1);
    expect(room.state).toMatchObject({ epoch: there.epoch, seq: there.head, status: 'connected' });
    const newest = there.log
      .slice(-50)
      .flatMap((one) => (one.kind === 'message' ? [one.text] : []));
    expect(texts(room)).toEqual(newest);
  });

  it('[W8] what is trimmed while it is paged starts the view anew, without a gap', async () => {
    const room = await browser.join(there.code);
    let resets = 0;
    room.on('reset', () => {
      resets += 1;
    });
    there.log.push({ ...there.say('x'), seq: 40 } as never);
    there.first = 40;
    there.log = there.log.filter(({ seq }) => seq >= 40);
    there.say('y');
    await settled();
    expect(resets).toBe(1);
    expect(room.state.seq).toBe(41);
  });

  it('gives history page by page, and the state of what later events changed in it', async () => {
    for (let i = 1; i <= 120; i++) there.say(`m${i}`);
    const by = { id: 'other', name: 'Other' };
    there.commit({ by, kind: 'edit', target: 10, text: 'edited' });
    there.commit({ by, kind: 'delete', target: 60 });
    there.commit({ by, kind: 'reaction', target: 11, emoji: '👍', on: true });
    const room = await browser.join(there.code);
    const live: number[] = [];
    room.on('message', ({ seq }) => live.push(seq));
    expect(room.state.hasOlder).toBe(true);
    expect(await room.loadOlder()).toBe(true);
    expect(await Promise.all([room.loadOlder(), room.loadOlder()])).toEqual([false, false]);
    expect(room.state.messages).toHaveLength(120);
    expect(room.state.messages.map((one) => 'seq' in one && one.seq)).toEqual(
      Array.from({ length: 120 }, (_, i) => i + 1),
    );
    expect(room.state.messages[9]).toMatchObject({ text: 'edited' });
    expect(room.state.messages[10]).toMatchObject({ reactions: { '👍': ['other'] } });
    expect(room.state.messages[59]).not.toHaveProperty('text');
    expect(await room.loadOlder()).toBe(false);
    expect(live).toEqual([]);
  });

  it('drops malformed frames and goes on', async () => {
    const room = await browser.join(there.code);
    for (const frame of [
      'nonsense',
      '{"type":5}',
      '[]',
      'null',
      '{"type":"event"}',
      '{"type":"event","room":"x"}',
      `{"type":"event","room":"${there.code}","event":{"seq":2,"kind":"message"}}`,
      `{"type":"signal","room":"${there.code}","signal":{"kind":"presence","members":7}}`,
    ]) {
      browser.service.push(there, frame);
    }
    there.log.push({ ...there.say('2'), seq: 2 } as never);
    there.log.pop();
    there.say('3');
    await settled();
    expect(room.state.seq).toBe(3);
    expect(texts(room)).toContain('3');
  });
});

describe('the state', () => {
  it('is another object when something changed and only then, and tells once for all of it', async () => {
    const room = await browser.join(there.code);
    let told = 0;
    const off = room.subscribe(() => {
      told += 1;
    });
    const before = room.state;
    browser.service.push(there, {
      type: 'signal',
      room: there.code,
      signal: { kind: 'presence', online: 1 },
    });
    await settled();
    expect([room.state === before, told]).toEqual([true, 0]);
    there.say('a');
    await settled();
    const first = room.state;
    there.say('b');
    there.say('c');
    await settled();
    expect(told).toBe(2);
    expect(room.state).not.toBe(first);
    expect(room.state.messages[0]).toBe(first.messages[0]);
    expect(room.state.members).toBe(first.members);
    off();
    there.say('d');
    await settled();
    expect(told).toBe(2);
  });

  it('follows who is there, what they are called and what the room is called', async () => {
    const room = await browser.join(there.code);
    const ben = await browser.join(there.code, 'Ben', { storage: null });
    expect(room.state).toMatchObject({
      memberCount: 2,
      members: [{ name: 'Ana' }, { name: 'Ben' }],
    });
    await ben.rename('Benny');
    const { id } = ben.state.self;
    expect(ben.state.self.name).toBe('Benny');
    const presence = { kind: 'presence', online: 1, members: [{ id, online: false }] };
    browser.service.push(there, { type: 'signal', room: there.code, signal: presence });
    const by = there.seats[0]?.member ?? { id: '', name: '' };
    there.commit({ by, kind: 'room', title: 'New', locked: true });
    there.commit({ by, kind: 'moderated', action: 'promote', member: by.id });
    await settled();
    expect(room.state).toMatchObject({ online: 1, title: 'New', locked: true, isHost: true });
    expect(room.state.members[1]).toEqual({ id, name: 'Benny', online: false });
    there.commit({ by, kind: 'moderated', action: 'kick', member: id });
    await settled();
    expect(room.state).toMatchObject({ memberCount: 1, members: [{ name: 'Ana' }] });
  });

  it('[W14] a host sees those come and go whom the service names in a crowd', async () => {
    const room = await browser.join(there.code);
    const member = { id: 'zoe', name: 'Zoe', avatar: 'https://shop.example/zoe.png' };
    const push = (signal: object) =>
      browser.service.push(there, { type: 'signal', room: there.code, signal });
    push({ kind: 'joined', member });
    push({ kind: 'joined', member });
    await settled();
    expect(room.state.memberCount).toBe(2);
    expect(room.state.members[1]).toEqual({ ...member, online: true });
    push({ kind: 'left', member: 'zoe' });
    await settled();
    expect(room.state).toMatchObject({ memberCount: 1, members: [{ name: 'Ana' }] });
  });

  it('knows what was said of a member whose joined came only with a page', async () => {
    const room = await browser.join(there.code);
    const by = { id: 'zoe', name: 'Zoe' };
    there.isMute = true;
    there.commit({ by, kind: 'joined' });
    there.isMute = false;
    there.say('after a hole');
    for (const signal of [
      { kind: 'presence', online: 1, members: [{ id: 'zoe', online: false }] },
      { kind: 'read', member: 'zoe', seq: 2 },
    ]) {
      browser.service.push(there, { type: 'signal', room: there.code, signal });
    }
    await settled();
    expect(room.state.members[1]).toEqual({ ...by, online: false, read: 2 });
  });

  it('shows typing of others until 6 s after the last sign, or their message', async () => {
    const room = await browser.join(there.code);
    const ben = await browser.join(there.code, 'Ben', { storage: null });
    ben.typing();
    ben.typing();
    await settled();
    expect(room.state.typing).toMatchObject([{ name: 'Ben' }]);
    expect(browser.service.commands.filter(({ type }) => type === 'typing')).toHaveLength(1);
    await browser.clock.advance(5_999);
    expect(room.state.typing).toHaveLength(1);
    await browser.clock.advance(1);
    expect(room.state.typing).toEqual([]);
    ben.typing();
    await settled();
    await ben.send('done');
    await settled();
    expect(room.state.typing).toEqual([]);
    ben.typing();
    ben.typing(false);
    await settled();
    expect(room.state.typing).toEqual([]);
    expect(ben.state.typing).toEqual([]);
  });

  it('[W1] pushes of a kind to come are passed over, and so are broken ones', async () => {
    const room = await browser.join(there.code);
    const before = room.state;
    for (const push of [
      { type: 'notice' },
      { type: 'signal' },
      { type: 'signal', signal: null },
      { type: 'signal', signal: { kind: 'presence', online: 1, members: [null] } },
      { type: 'signal', signal: { kind: 'joined', member: 'zoe' } },
      { type: 'signal', signal: { kind: 'joined', member: { id: 'zoe' } } },
      { type: 'signal', signal: { kind: 'weather' } },
      { type: 'event' },
      { type: 'event', event: { seq: 'x' } },
    ]) {
      browser.service.push(there, { room: there.code, ...push });
    }
    await settled();
    expect(room.state.messages).toBe(before.messages);
    there.say('still here');
    await settled();
    expect(room.state.messages).toMatchObject([{ text: 'still here' }]);
  });
});
