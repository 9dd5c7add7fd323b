import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeBrowser, type FakeBrowser } from './fake-browser.js';
import { settled } from './fake-clock.js';
import { type FakeRoom, refusal } from './fake-room.js';
import type { Room } from './room.js';

let browser: FakeBrowser;
let there: FakeRoom;
let room: Room;

const reads = () =>
  browser.service.commands.flatMap((one) => (one.type === 'read' ? [one.seq] : []));
const signal = (seq: unknown, member = room.state.self.id) =>
  browser.service.push(there, {
    type: 'signal',
    room: there.code,
    signal: { kind: 'read', member, seq },
  });

beforeEach(async () => {
  browser = createFakeBrowser();
  there = browser.service.createRoom();
  room = await browser.join(there.code);
  for (const text of ['2', '3', '4']) there.say(text);
  await settled();
});

afterEach(() => {
  browser.close();
  expect(browser.clock.waiting).toBe(0);
});

it('unread is what others wrote after the position, without what is deleted or one’s own', async () => {
  expect(room.state).toMatchObject({ read: 0, unread: 3 });
  room.read(3);
  expect(room.state).toMatchObject({ read: 3, unread: 1 });
  await room.send('mine');
  there.say('6');
  there.commit({ by: { id: 'other', name: 'Other' }, kind: 'delete', target: 4 });
  await settled();
  expect(room.state).toMatchObject({ read: 3, unread: 1 });
  room.read(room.state.seq);
  expect(room.state.unread).toBe(0);
});

it('only moves forward, and not past what there is', async () => {
  for (const seq of [3, 2, -1, Number.NaN, 3.5]) room.read(seq);
  expect(room.state.read).toBe(3);
  room.read(1_000);
  expect(room.state.read).toBe(4);
  there.say('5');
  await settled();
  expect(room.state.unread).toBe(1);
});

it('is told at once, then at most once a second, and never twice', async () => {
  for (const seq of [1, 2, 3, 4]) room.read(seq);
  await settled();
  expect(reads()).toEqual([1]);
  await browser.clock.advance(999);
  expect(reads()).toEqual([1]);
  await browser.clock.advance(1);
  expect(reads()).toEqual([1, 4]);
  room.read(4);
  await browser.clock.advance(60_000);
  expect(reads()).toEqual([1, 4]);
});

it('survives a refresh', async () => {
  room.read(3);
  await settled();
  browser.close();
  there.say('5');
  room = await browser.join(there.code);
  expect(room.state).toMatchObject({ read: 3, unread: 2 });
  expect(reads()).toEqual([3]);
});

it('offline is remembered, and told when the room is joined again', async () => {
  browser.service.cut();
  await settled();
  room.read(2);
  room.read(4);
  expect(room.state).toMatchObject({ read: 4, unread: 0 });
  await browser.clock.advance(1_000);
  expect(reads()).toEqual([4]);
  expect(there.seats[0]?.read).toBe(4);
});

it('is told again when it was lost, or had to wait', async () => {
  browser.service.script('read', 'silence', refusal('rate_limited', 500));
  room.read(4);
  await settled();
  browser.service.cut();
  await browser.clock.advance(2_000);
  expect(reads()).toEqual([4, 4, 4]);
  expect(there.seats[0]?.read).toBe(4);
});

it('follows one’s other tabs, which needn’t tell it again; other members’ are not one’s own', async () => {
  const other = await browser.join(there.code);
  other.read(4);
  await settled();
  expect(room.state).toMatchObject({ read: 4, unread: 0 });
  room.read(4);
  await settled();
  expect(reads()).toEqual([4]);
  there.say('5');
  signal(5, 'somebody');
  for (const seq of [undefined, null, '9', -1, 1.5]) signal(seq);
  await settled();
  expect(room.state).toMatchObject({ read: 4, unread: 1 });
});

it('others’ positions are known from the join, and followed, only forward', async () => {
  const reader = await browser.join(there.code, 'Bo', { storage: null });
  reader.read(2);
  await settled();
  const positions = (of: Room) => of.state.members.map(({ name, read }) => [name, read]);
  const late = await browser.join(there.code, 'Cleo', { storage: null });
  expect(positions(late).slice(0, 2)).toEqual([
    ['Ana', undefined],
    ['Bo', 2],
  ]);
  reader.read(4);
  await browser.clock.advance(1_000);
  signal(3, reader.state.self.id);
  await settled();
  for (const one of [room, late]) expect(positions(one)[1]).toEqual(['Bo', 4]);
});

it('[W8] is of its log: another epoch’s counts anew', async () => {
  room.read(4);
  await settled();
  browser.service.cut();
  there.epoch = 'epoch-2';
  for (const seat of there.seats) seat.read = 1;
  await browser.clock.advance(1_000);
  expect(room.state).toMatchObject({ read: 1, unread: 3 });
  expect(reads()).toEqual([4]);
});
