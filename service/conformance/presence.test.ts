import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import type { Joined, Signal } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { createRoom, takeSeat } from './http.js';

let service: Service;

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
});

afterAll(() => service.remove());

async function newRoom(): Promise<string> {
  return (await createRoom(service.url)).facts.code;
}

async function joined(room: string, fields: object): Promise<[BareClient, Joined]> {
  const client = await service.open();
  return [client, await client.join(room, fields)];
}

function signals(client: BareClient, kind: string): Signal[] {
  return client.frames.flatMap(({ signal }) => (signal?.kind === kind ? [signal] : []));
}

function signal(client: BareClient, matches: (signal: Signal) => boolean, from = 0) {
  return client.frame((frame) => frame.signal !== undefined && matches(frame.signal), from);
}

describe('presence', () => {
  it('[W14] others are told who comes and goes, and how many are online', async () => {
    const room = await newRoom();
    const [watching] = await joined(room, { name: 'Watcher' });
    const [ana, { self }] = await joined(room, { name: 'Ana' });
    const came = await signal(watching, ({ kind, online }) => kind === 'presence' && online === 2);
    expect(came).toMatchObject({ room, signal: { members: [{ id: self.id, online: true }] } });
    await ana.drop();
    const went = await signal(watching, ({ kind, online }) => kind === 'presence' && online === 1);
    expect(went.signal?.members).toEqual([{ id: self.id, online: false }]);
  });

  it('[W14] a seat taken over HTTP is told to be away, as it is', async () => {
    const room = await newRoom();
    const [watching] = await joined(room, { name: 'Watcher' });
    const { self } = await takeSeat(service.url, room, { name: 'Bot' });
    const told = await signal(watching, ({ members }) => members?.[0]?.id === self.id);
    expect(told.signal).toMatchObject({ online: 1, members: [{ id: self.id, online: false }] });
  });

  it('[W14] a second tab, and the end of one of two, change nothing', async () => {
    const room = await newRoom();
    const [watching] = await joined(room, { name: 'Watcher' });
    const [one, { seat }] = await joined(room, { name: 'Ana' });
    await signal(watching, ({ kind, online }) => kind === 'presence' && online === 2);
    const before = signals(watching, 'presence').length;
    await joined(room, { seat });
    await one.drop();
    // A barrier: what this causes comes after whatever the above caused.
    const [, ben] = await joined(room, { name: 'Ben' });
    await signal(watching, ({ kind, online }) => kind === 'presence' && online === 3);
    const after = signals(watching, 'presence').slice(before);
    expect(after).toEqual([
      { kind: 'presence', online: 3, members: [{ id: ben.self.id, online: true }] },
    ]);
  });

  it('[W14] presence is no event: coming back leaves the log as it is [W9]', async () => {
    const room = await newRoom();
    const [watching, { seq }] = await joined(room, { name: 'Watcher' });
    const [ana, { seat }] = await joined(room, { name: 'Ana' });
    await ana.drop();
    await signal(watching, ({ kind, online }) => kind === 'presence' && online === 1);
    await joined(room, { seat });
    await signal(
      watching,
      ({ kind, online }) => kind === 'presence' && online === 2,
      watching.frames.length - 1,
    );
    expect((await watching.history(room)).seq).toBe(seq + 1);
  });
});

describe('typing', () => {
  it('reaches other seats and one’s own other tabs, and not the tab it came from', async () => {
    const room = await newRoom();
    const [ana, { seat, self }] = await joined(room, { name: 'Ana' });
    const [otherTab] = await joined(room, { seat });
    const [ben] = await joined(room, { name: 'Ben' });
    ana.send({ type: 'typing', room, on: true });
    for (const client of [otherTab, ben]) {
      const { signal: seen } = await signal(client, ({ kind }) => kind === 'typing');
      expect(seen).toEqual({ kind: 'typing', member: self.id, on: true });
    }
    ana.send({ type: 'typing', room, on: false });
    await signal(ben, ({ kind, on }) => kind === 'typing' && on === false);
    await ana.settled();
    expect(signals(ana, 'typing')).toEqual([]);
  });

  it('stays in its room and out of the log', async () => {
    const [room, other] = [await newRoom(), await newRoom()];
    const [ana] = await joined(room, { name: 'Ana' });
    const [ben] = await joined(room, { name: 'Ben' });
    const { seq } = await ben.join(other, { name: 'Ben' });
    const [outsider] = await joined(other, { name: 'Outsider' });
    ana.send({ type: 'typing', room, on: true });
    expect((await signal(ben, ({ kind }) => kind === 'typing')).room).toBe(room);
    await outsider.settled();
    expect(signals(outsider, 'typing')).toEqual([]);
    expect((await ben.history(other)).seq).toBe(seq + 1);
  });
});

describe('rename', () => {
  it('makes one renamed event, by the member as it was; later events bear the new name', async () => {
    const room = await newRoom();
    const [ana, { self }] = await joined(room, { name: 'Ana' });
    const [ben] = await joined(room, { name: 'Ben' });
    await ana.ok({ type: 'rename', room, name: ' \u202eAnna ' });
    const { event } = await ben.event(room, ({ kind }) => kind === 'renamed');
    expect(event).toMatchObject({ by: { id: self.id, name: 'Ana' }, name: 'Anna' });
    await ana.post(room, 'hello', freshKey());
    const { event: message } = await ben.event(room, ({ kind }) => kind === 'message');
    expect(message?.by).toEqual({ id: self.id, name: 'Anna' });
    const [, { members }] = await joined(room, { name: 'Late' });
    expect(members.find(({ id }) => id === self.id)?.name).toBe('Anna');
  });

  it('[W2] to the name one has makes no event and answers duplicate', async () => {
    const room = await newRoom();
    const [ana, { seq: head }] = await joined(room, { name: 'Ana' });
    const same = await ana.ok({ type: 'rename', room, name: 'Ana' });
    expect(same).toMatchObject({ seq: head, duplicate: true });
    const renamed = await ana.ok<{ seq: number }>({ type: 'rename', room, name: 'Anna' });
    const again = await ana.ok({ type: 'rename', room, name: 'Anna' });
    expect(again).toMatchObject({ seq: renamed.seq, duplicate: true });
    expect((await ana.history(room)).seq).toBe(head + 1);
  });

  it('[W9] outlives a crash', async () => {
    const room = await newRoom();
    const [ana, { seat }] = await joined(room, { name: 'Ana' });
    await ana.ok({ type: 'rename', room, name: 'Anna' });
    await service.crashAndRestart();
    const [, back] = await joined(room, { seat });
    expect(back.self.name).toBe('Anna');
  });
});

describe('a crowd', () => {
  it('[W14] above 100 seats: 100 members listed, joined logged for 100, left only for those', async () => {
    const room = await newRoom();
    const [watching] = await joined(room, { name: 'Watcher' });
    for (let n = 2; n <= 100; n++) await takeSeat(service.url, room, { name: `Seat ${n}` });
    const [last, hundredAndFirst] = await joined(room, { name: 'One too many' });
    expect(hundredAndFirst.facts.members).toBe(101);
    expect(hundredAndFirst.members).toHaveLength(100);
    expect(hundredAndFirst.seq).toBe(100);
    expect((await watching.history(room, { limit: 200 })).seq).toBe(100);
    await last.ok({ type: 'leave', room });
    expect((await watching.history(room)).seq).toBe(100);
  });

  it('[W14] above 100 seats: a host is told of those who come and go, others are not', async () => {
    const { facts, hostToken } = await createRoom(service.url);
    const room = facts.code;
    const [host] = await joined(room, { name: 'Host', hostToken });
    const [guest] = await joined(room, { name: 'Guest' });
    for (let n = 3; n <= 100; n++) await takeSeat(service.url, room, { name: `Seat ${n}` });
    const [last, { self }] = await joined(room, { name: 'One too many' });
    const { signal: told } = await signal(host, ({ kind }) => kind === 'joined');
    expect(told).toEqual({ kind: 'joined', member: self });
    await last.ok({ type: 'leave', room });
    const gone = await signal(host, ({ kind }) => kind === 'left');
    expect(gone.signal).toEqual({ kind: 'left', member: self.id });
    await guest.settled();
    expect(guest.frames.filter((f) => /joined|left/.test(f.signal?.kind ?? ''))).toEqual([]);
  });

  it('[W14] above 100 seats: presence comes at most once a second, with the count', async () => {
    const room = await newRoom();
    const [watching] = await joined(room, { name: 'Watcher' });
    for (let n = 2; n <= 101; n++) await takeSeat(service.url, room, { name: `Seat ${n}` });
    const from = watching.frames.length;
    const startedAt = Date.now();
    const many = await Promise.all(
      Array.from({ length: 20 }, (_, n) => joined(room, { name: `Online ${n}` })),
    );
    expect(many).toHaveLength(20);
    await signal(watching, ({ kind, online }) => kind === 'presence' && online === 21, from);
    const seconds = Math.ceil((Date.now() - startedAt) / 1_000);
    const batches = watching.frames.slice(from).filter(({ signal: s }) => s?.kind === 'presence');
    expect(batches.length).toBeLessThanOrEqual(seconds + 1);
  });
});
