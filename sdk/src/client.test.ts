import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, type ClientOptions, createClient } from './client.js';
import { RoomletError } from './errors.js';
import { createFakeClock, type FakeClock, settled } from './fake-clock.js';
import { refusal } from './fake-room.js';
import { createFakeService, type FakeService } from './fake-service.js';
import { createFakeWindows, type FakeWindows } from './fake-window.js';
import { commandSchema } from './protocol/command.js';
import { DEFAULT_LIMITS } from './protocol/limits.js';

let clock: FakeClock;
let service: FakeService;
let windows: FakeWindows;
let clients: Client[];

/** A page of the one browser here. */
function client(options: Partial<ClientOptions> = {}): Client {
  const { url, WebSocket, fetch } = service;
  const made = createClient({
    url,
    WebSocket,
    fetch,
    clock,
    window: windows.open(),
    random: () => 0.5,
    ...options,
  });
  clients.push(made);
  return made;
}

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: RoomletError) => error.code,
  );

beforeEach(() => {
  clock = createFakeClock();
  service = createFakeService(clock.now);
  windows = createFakeWindows();
  clients = [];
});

afterEach(() => {
  for (const one of clients) one.close();
  // Whatever a test did, the client spoke as the contract says.
  const schema = commandSchema(DEFAULT_LIMITS);
  for (const command of service.commands) {
    const read = schema.safeParse(command);
    expect(read.success, JSON.stringify(command)).toBe(true);
  }
  expect(clock.waiting).toBe(0);
});

it('the kept seats say what a room and oneself are called now', async () => {
  const mine = client({ name: 'Ana' });
  const { code } = service.createRoom({ title: 'Launch' });
  const room = await mine.join(code);
  await room.rename('Ana B');
  const { self: by } = room.state;
  service.room(code).commit({ by, kind: 'room', title: 'Dinner' });
  await settled();
  expect(mine.seats()).toMatchObject([{ code, name: 'Ana B', title: 'Dinner' }]);
  await room.leave();
  expect(mine.seats()).toEqual([]);
});

describe('an export', () => {
  it('is the file of a room that this storage holds a seat in', async () => {
    const mine = client();
    const { code } = await mine.createRoom();
    const file = await mine.exportRoom(code.toUpperCase(), 'txt');
    expect(await file.text()).toBe(`${code} as txt`);
  });

  it('rejects with what the service says, or that it can’t be reached', async () => {
    const mine = client();
    const { code } = service.createRoom();
    expect(await rejection(mine.exportRoom(code, 'json'))).toBe('unauthorized');
    service.isDown = true;
    expect(await rejection(mine.exportRoom(code, 'json'))).toBe('unavailable');
  });

  it('that breaks off halfway is none', async () => {
    const body = new ReadableStream({
      start(stream) {
        stream.enqueue(new TextEncoder().encode('{"facts":'));
        stream.error(new TypeError('terminated'));
      },
    });
    const mine = client({ fetch: async () => new Response(body) });
    expect(await rejection(mine.exportRoom('fkb-rbm-222', 'json'))).toBe('unavailable');
  });
});

it('who creates two rooms at once gets two', async () => {
  const mine = client();
  const [one, two] = await Promise.all([mine.createRoom(), mine.createRoom()]);
  expect(one.code).not.toBe(two.code);
});

describe('joining', () => {
  it('creates a room as its host, and lets others in by its code however it is typed', async () => {
    const room = await client({ name: 'Ana' }).createRoom({ title: 'Launch' });
    expect(room.state).toMatchObject({ title: 'Launch', isHost: true, status: 'connected' });
    expect(room.state.hostToken).toBe(service.room(room.code).hostToken);
    const typed = room.code.toUpperCase().replaceAll('-', ' ');
    const other = await client({ storage: null }).join(typed, { name: 'Ben' });
    expect(other.state).toMatchObject({ isHost: false, self: { name: 'Ben' } });
    await settled();
    expect(room.state.members.map(({ name }) => name)).toEqual(['Ana', 'Ben']);
  });

  it('a host and a guest without names bear two, as a guest can’t copy a host’s', async () => {
    const room = await client().createRoom();
    const guest = await client({ storage: null }).join(room.code);
    expect([room.state.self.name, guest.state.self.name]).toEqual(['Host', 'Guest']);
    const named = await client({ storage: null, name: 'Ana' }).createRoom();
    expect(named.state.self.name).toBe('Ana');
  });

  it('the host token of a room one created or joined with is in no storage', async () => {
    const stored = () => JSON.stringify([...windows.kept]);
    const mine = client();
    const room = await mine.createRoom();
    const { hostToken } = service.room(room.code);
    expect(room.state.hostToken).toBe(hostToken);
    expect(stored()).toContain(room.code);
    expect(stored()).not.toContain(hostToken);
    mine.close();
    const again = await client().join(room.code);
    expect(again.state).toMatchObject({ isHost: true, self: room.state.self });
    expect(again.state.hostToken).toBeUndefined();
    const other = service.createRoom();
    await client().join(other.code, { hostToken: other.hostToken });
    expect(stored()).not.toContain(other.hostToken);
  });

  it('a host token that an earlier version stored goes with the next join', async () => {
    const room = service.createRoom();
    const mine = client();
    await mine.join(room.code);
    mine.close();
    const name = `roomlet ${service.url} ${room.code}`;
    const seat = JSON.parse(windows.kept.get(name) ?? '');
    windows.kept.set(name, JSON.stringify({ ...seat, hostToken: 'old-token' }));
    const again = await client().join(room.code);
    expect(again.state.hostToken).toBeUndefined();
    expect(windows.kept.get(name)).not.toContain('old-token');
  });

  it('a host renews the host token: the room’s state has the new one, over a reconnection', async () => {
    const room = await client().createRoom();
    const before = room.state.hostToken;
    const { hostToken } = await room.moderate('hosttoken');
    expect(hostToken).not.toBe(before);
    expect(room.state.hostToken).toBe(hostToken);
    service.cut();
    await clock.advance(5_000);
    expect(room.state).toMatchObject({ status: 'connected', hostToken });
    expect(JSON.stringify([...windows.kept])).not.toContain(hostToken);
    const other = client({ storage: null });
    expect(await rejection(other.join(room.code, { hostToken: before }))).toBe('unauthorized');
    const second = await client({ storage: null }).join(room.code, { hostToken });
    expect(second.state.isHost).toBe(true);
  });

  it('the same code gives the same Room, and all rooms share one connection', async () => {
    const mine = client();
    const a = service.createRoom();
    const b = service.createRoom();
    const [one, same, two] = await Promise.all([
      mine.join(a.code),
      mine.join(a.code),
      mine.join(b.code),
    ]);
    expect(one).toBe(same);
    expect(two.code).toBe(b.code);
    expect(service.dials).toBe(1);
  });

  it('[W9] a refresh is the same person: no second seat, no second joined', async () => {
    const { code, log } = service.createRoom();
    const first = await client().join(code, { name: 'Ana' });
    clients[0]?.close();
    const again = await client().join(code, { name: 'Somebody' });
    expect(again.state.self).toEqual(first.state.self);
    expect(log.filter(({ kind }) => kind === 'joined')).toHaveLength(1);
  });

  it('a join whose answer was lost, with the page, leaves no ghost', async () => {
    const room = service.createRoom();
    service.script('join', 'silence');
    const lost = client();
    const joining = rejection(lost.join(room.code, { name: 'Ana' }));
    await settled();
    // It came to the service all the same.
    const [command] = service.commands;
    room.take(command as never);
    lost.close();
    expect(await joining).toBe('unavailable');
    await client().join(room.code, { name: 'Ana' });
    expect(room.seats).toHaveLength(1);
  });

  it('a kept seat that has ended is forgotten, and a new one taken once under the old name', async () => {
    const room = service.createRoom();
    await client().join(room.code, { name: 'Ana' });
    clients[0]?.close();
    room.seats.length = 0;
    const joined = await client().join(room.code);
    expect(joined.state.self).toMatchObject({ name: 'Ana' });
    expect(service.commands.filter(({ type }) => type === 'join')).toHaveLength(3);
  });

  it('a wrong host token costs no kept seat', async () => {
    const room = service.createRoom();
    const { state } = await client().join(room.code, { name: 'Ana' });
    clients[0]?.close();
    expect(await rejection(client().join(room.code, { hostToken: 'wrong' }))).toBe('unauthorized');
    clients[1]?.close();
    expect((await client().join(room.code)).state.self.id).toBe(state.self.id);
  });

  it('says what the service says, and asks again with what was missing', async () => {
    const mine = client();
    const room = service.createRoom({ password: 'sesame' });
    expect(await rejection(mine.join(room.code))).toBe('password_required');
    expect(await rejection(mine.join('k7w-q2m-x9d'))).toBe('not_found');
    expect(await rejection(mine.join('nonsense'))).toBe('not_found');
    expect(mine.seats()).toEqual([]);
    await mine.join(room.code, { password: 'sesame', name: 'Ana' });
    expect(mine.seats()).toMatchObject([{ code: room.code, name: 'Ana' }]);
    expect(Object.keys(mine.seats()[0] ?? {}).sort()).toEqual(['at', 'code', 'name']);
  });

  it('a newcomer hears of a limit at once, a kept seat waits for it', async () => {
    const room = service.createRoom();
    service.script('join', refusal('rate_limited', 5_000));
    expect(await rejection(client().join(room.code))).toBe('rate_limited');
    await client().join(room.code);
    clients[1]?.close();
    service.script('join', refusal('rate_limited', 5_000));
    const joining = client().join(room.code);
    await clock.advance(5_000);
    expect((await joining).state.status).toBe('connected');
  });

  it('keeps trying while the service is down, until it is closed', async () => {
    const room = service.createRoom();
    service.isDown = true;
    const mine = client();
    const joining = mine.join(room.code);
    await clock.advance(60_000);
    expect(mine.status).toBe('connecting');
    service.isDown = false;
    await clock.advance(30_000);
    await joining;
    service.isDown = true;
    const waiting = rejection(client().join(room.code));
    await clock.advance(5_000);
    clients[1]?.close();
    expect(await waiting).toBe('unavailable');
    expect(await rejection(clients[1]?.join(room.code) ?? Promise.resolve())).toBe('unavailable');
  });

  it('creating again after a lost answer makes no second room', async () => {
    let answers = false;
    const mine = client({
      async fetch(...request) {
        const answer = await service.fetch(...request);
        if (!answers) throw new TypeError('cut');
        return answer;
      },
    });
    expect(await rejection(mine.createRoom({ title: 'One' }))).toBe('unavailable');
    answers = true;
    const one = await mine.createRoom({ title: 'One' });
    const two = await mine.createRoom({ title: 'One' });
    expect(service.rooms.map(({ code }) => code)).toEqual([one.code, two.code]);
  });

  it('without a WebSocket it says so, and importing and creating work all the same', async () => {
    const { WebSocket: here } = globalThis;
    Reflect.deleteProperty(globalThis, 'WebSocket');
    try {
      const bare = createClient({ url: service.url, storage: null });
      const error = await bare.join('k7w-q2m-x9d').catch((error: unknown) => error);
      expect(error).toBeInstanceOf(RoomletError);
      expect(error).toMatchObject({ code: 'unavailable', message: 'Pass a WebSocket.' });
    } finally {
      if (here) globalThis.WebSocket = here;
    }
  });
});

describe('the connection', () => {
  it('tells its status, and comes back by itself', async () => {
    const mine = client();
    const told: string[] = [];
    mine.on('status', (status) => told.push(status));
    const room = await mine.join(service.createRoom().code);
    service.cut();
    await settled();
    expect(room.state.status).toBe('reconnecting');
    await clock.advance(1_000);
    expect(room.state.status).toBe('connected');
    expect(told).toEqual(['connecting', 'connected', 'reconnecting', 'connected']);
  });

  it('[W12] a half-open link is found out after 25 s of silence and 10 s without an answer', async () => {
    const room = await client().join(service.createRoom().code);
    service.sockets[0]?.freeze();
    await clock.advance(34_999);
    expect(room.state.status).toBe('connected');
    await clock.advance(2_000);
    expect(service.dials).toBe(2);
    expect(room.state.status).toBe('connected');
  });

  it('[W12] the heads of a ping reveal a lost last event', async () => {
    const there = service.createRoom();
    const room = await client().join(there.code);
    there.log.push({ ...there.say('seen'), seq: there.head + 1, key: 'lost' } as never);
    await settled();
    expect(room.state.seq).toBe(there.head - 1);
    await clock.advance(25_000);
    expect(room.state.seq).toBe(there.head);
  });

  it('[W13] a close that says stop ends the rooms, keeps the seats and tries no more', async () => {
    const mine = client();
    const room = await mine.join(service.createRoom().code);
    const closed: unknown[] = [];
    room.on('closed', (why) => closed.push(why));
    service.cut(4201);
    await clock.advance(120_000);
    expect(service.dials).toBe(1);
    expect(mine.status).toBe('disconnected');
    expect(room.state.closed?.code).toBe('unauthorized');
    expect(closed).toHaveLength(1);
    expect(mine.seats()).toHaveLength(1);
    const again = await mine.join(room.code);
    expect(again.state.self).toEqual(room.state.self);
  });

  it('is dropped when the last room is left', async () => {
    const mine = client();
    const room = await mine.join(service.createRoom().code);
    await room.leave();
    await settled();
    expect(service.sockets).toHaveLength(0);
    expect(mine.status).toBe('disconnected');
    expect(room.state.closed).toMatchObject({ code: 'left' });
    expect(mine.seats()).toEqual([]);
  });

  it('[W12] comes back in time after a drain, though the clock is set back meanwhile', async () => {
    let offset = 0;
    const now = () => clock.now() + offset;
    const mine = client({ clock: { now, after: clock.after } });
    const room = service.createRoom();
    await mine.join(room.code);
    service.push(room, { type: 'drain', retryIn: 5_000 });
    await settled();
    offset = -86_400_000;
    service.cut(4002);
    await clock.advance(5_000);
    expect(mine.status).toBe('connected');
    expect(service.dials).toBe(2);
  });

  it('a command in flight when it goes is rejected, not tried again', async () => {
    const room = await client().join(service.createRoom().code);
    service.script('rename', 'silence');
    const renaming = rejection(room.rename('Ben'));
    service.cut();
    expect(await renaming).toBe('unavailable');
    await clock.advance(5_000);
    expect(service.commands.filter(({ type }) => type === 'rename')).toHaveLength(1);
    expect(await room.rename('Cleo')).toMatchObject({ seq: 2 });
  });
});
