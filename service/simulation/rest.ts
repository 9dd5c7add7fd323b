import type { PresentMember, RoomState } from '@roomlet/sdk';
import type { SeatRecord } from '#service/engine/record.js';
import type { History } from './chronicle.js';
import type { Tab } from './tab.js';
import type { View } from './view.js';
import type { World } from './world.js';

/** How long a world without faults may take to come to rest, ms: backoffs, graces, a dead link. */
const REST_WITHIN = 300_000;
const LOOK_EVERY = 10_000;

/** Ends all faults and lets time pass until everyone agrees. */
export async function rest(world: World): Promise<void> {
  world.calm();
  for (let passed = 0; ; passed += LOOK_EVERY) {
    void world.bot.act();
    await world.pass(LOOK_EVERY);
    const unrest = await whatIsLeft(world);
    if (!unrest) return;
    if (passed > REST_WITHIN) {
      world.accuse('all converge', unrest);
      return;
    }
  }
}

/** Everyone goes; then nothing may remain [W9] [W10]. */
export async function end(world: World): Promise<void> {
  for (const tab of world.tabs) tab.close();
  // A clock that was set back makes graces longer.
  if (world.hasClockJumped) return;
  const { seatGrace, roomGrace } = world.settings;
  await world.pass(seatGrace + roomGrace + 120_000);
  const { service, chronicle } = world;
  const left = chronicle.codes.filter((code) => chronicle.now(code));
  if (left.length > 0) world.accuse('W10', `${left.length} rooms outlive their people`);
  if (!service) return;
  const { rooms, sockets, clock, engine } = service;
  // The sweep may be at it.
  const counts = [rooms.size, sockets.size, clock.waiting - 1, engine.waiting - 1];
  if (counts.some((count) => count > 0)) {
    world.accuse('bounded memory', `rooms, sockets, timers, jobs at the end: ${counts}`);
  }
}

async function whatIsLeft(world: World): Promise<string | undefined> {
  for (const tab of world.tabs) {
    const [waiting] = tab.pending;
    if (waiting) return `${tab.name} still waits for ${waiting}`;
    if (tab.clock.waiting > 2 + 4 * tab.openViews.length) {
      return `${tab.name} has ${tab.clock.waiting} timers`;
    }
    for (const view of tab.openViews) {
      const unrest = await whatViewLacks(world, tab, view);
      if (unrest) return `${view.name}: ${unrest}`;
    }
  }
  const { service } = world;
  if (!service) return 'the service is down';
  const { rooms, sockets, clock, engine } = service;
  if (clock.waiting > 1 + 3 * rooms.size + sockets.size) return `${clock.waiting} timers`;
  if (engine.waiting > 20) return `${engine.waiting} jobs`;
  for (const { witness, wire } of sockets) {
    if (witness.owed > 0) return `${wire.name} is owed ${witness.owed} replies`;
  }
  return undefined;
}

async function whatViewLacks(world: World, tab: Tab, view: View): Promise<string | undefined> {
  const { state, code } = view.room;
  const history = world.chronicle.now(code);
  if (!history) return 'shows a room that is gone';
  if (state.status !== 'connected') return `is ${state.status}`;
  if (state.epoch !== history.epoch) return 'is in an epoch of the past';
  if (state.seq !== history.events.length) return `at ${state.seq} of ${history.events.length}`;
  const pending = state.messages.find(({ status }) => status === 'pending');
  if (pending) return `${pending.text} is pending`;
  return (await whatRosterLacks(world, state)) ?? whatWasLost(world, tab, state, history);
}

async function whatRosterLacks(world: World, state: RoomState): Promise<string | undefined> {
  const { code } = state;
  const room = await world.disk.open(code);
  const { seats = [], record } = room?.log.snapshot ?? {};
  const isHere = ({ id }: SeatRecord) => world.attendances.isHere(code, id);
  const face = ({ id, name, host, online, read = 0 }: PresentMember) =>
    `${name}${host ? ' (host)' : ''}${online ? '' : ' (away)'} ${id} read ${read}`;
  const wanted = seats.map((seat) => face({ ...seat, online: isHere(seat), read: seat.readSeq }));
  // Of oneself one knows better than the list of members, which is what was told of others.
  const { id: selfId } = state.self;
  const shown = state.members.map((one) =>
    face(one.id === selfId ? { ...one, read: state.read } : one),
  );
  if (wanted.sort().join() !== shown.sort().join()) return `members ${shown}, not ${wanted}`;
  const own = seats.find(({ id }) => id === state.self.id);
  if (state.read !== (own?.readSeq ?? 0)) return `read up to ${state.read}, not ${own?.readSeq}`;
  const online = seats.filter(isHere).length;
  if (state.online !== online) return `${state.online} online, not ${online}`;
  if (state.memberCount !== seats.length) return `${state.memberCount} of ${seats.length} members`;
  if ((state.title ?? '') !== (record?.title ?? '')) return `title ${state.title}`;
  if (state.locked !== (record?.locked === true)) return `locked ${state.locked}`;
  return undefined;
}

/** A message that was sent is in the log, or its author sees that it isn't. */
function whatWasLost(
  world: World,
  tab: Tab,
  state: RoomState,
  { code }: History,
): string | undefined {
  for (const [text, { browser, fate, code: sentTo }] of world.sendings) {
    if (fate !== 'open' || sentTo !== code || !browser.has(tab)) continue;
    const isShown = state.messages.some((message) => message.text === text);
    if (!isShown && !world.chronicle.has(code, text)) return `${text} was lost`;
  }
  return undefined;
}
