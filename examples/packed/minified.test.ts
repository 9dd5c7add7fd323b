import * as plain from '@roomlet/sdk';
import * as minified from '@roomlet/sdk/min';
import {
  createFakeClock,
  createFakeService,
  createFakeWindows,
  refusal,
  settled,
} from '@roomlet/sdk/testing';
import { expect, it } from 'vitest';

/** Uses all of a client, and tells everything that shows of it. */
async function story({ createClient, RoomletError }: typeof plain): Promise<unknown[]> {
  const clock = createFakeClock();
  const service = createFakeService(clock.now);
  const windows = createFakeWindows();
  const told: unknown[] = [];
  const tell = (...what: unknown[]) => told.push(JSON.parse(JSON.stringify(what)));
  const keys: string[] = [];
  const nameless = (text: string) => {
    if (!keys.includes(text)) keys.push(text);
    return `key ${keys.indexOf(text)}`;
  };
  const { url, WebSocket, fetch } = service;
  const common = { url, WebSocket, fetch, clock, random: () => 0.5 };
  const open = () => createClient({ ...common, window: windows.open() });
  const client = open();
  client.on('status', (status) => tell('status', status));
  const room = await client.createRoom({ title: 'Launch', name: 'Ana' });
  for (const name of ['event', 'message', 'typing', 'reset', 'closed', 'error'] as const) {
    room.on(name, (value) => tell(name, value ?? null));
  }
  room.subscribe(() => tell(room.state));
  tell(Object.keys(client), Object.keys(room), await client.facts(room.code));
  const there = service.room(room.code);
  await room.send('one');
  for (let i = 0; i < 80; i++) there.say(`m${i}`);
  await settled();
  await room.edit(2, 'two');
  await room.react(2, '👍', true);
  await room.delete(2);
  room.read(20);
  room.typing();
  const tab = await open().join(room.code);
  const guest = createClient({ ...common, storage: null });
  (await guest.join(room.code, { name: 'Bo' })).typing();
  await settled();
  service.cut();
  for (let i = 0; i < 260; i++) there.say(`n${i}`);
  const late = [room.send('late'), tab.send('later'), room.edit(40, 'edited')];
  tell(client.seats(), [...windows.kept.values()].length, tab.state);
  await clock.advance(10_000);
  await Promise.all(late);
  while (await tab.loadOlder());
  tell(tab.state);
  service.script('send', refusal('muted'));
  const failed = await room.send('no').catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(RoomletError);
  tell(failed, room.state);
  room.discard(room.state.messages.at(-1)?.key ?? '');
  service.cut();
  there.epoch = 'epoch-2';
  await clock.advance(10_000);
  await room.rename('Anna');
  await room.leave();
  await settled();
  client.close();
  guest.close();
  tell(room.state, client.seats(), [...windows.kept.keys()]);
  const text = JSON.stringify(told).replace(/\d+(-\d+){3}/g, nameless);
  return [JSON.parse(text), service.commands.map(({ type }) => type)];
}

it('the minified SDK is the SDK: the same names, frames, states and storage', async () => {
  expect(Object.keys(minified).sort()).toEqual(Object.keys(plain).sort());
  const told = await story(plain);
  expect(JSON.stringify(told).length).toBeGreaterThan(10_000);
  expect(await story(minified as typeof plain)).toEqual(told);
});
