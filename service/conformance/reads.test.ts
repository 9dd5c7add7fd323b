import { setTimeout as elapse } from 'node:timers/promises';
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

async function enter(room: string, fields: object): Promise<[BareClient, Joined]> {
  const client = await service.open();
  return [client, await client.join(room, fields)];
}

const reads = (client: BareClient): Signal[] =>
  client.frames.flatMap(({ signal }) => (signal?.kind === 'read' ? [signal] : []));

const heardRead = (client: BareClient, seq: number) =>
  client.frame(({ signal }) => signal?.kind === 'read' && signal.seq === seq);

describe('read', () => {
  it('[W9] is the seat’s: told to the others and one’s other tabs, and brought by the next join', async () => {
    const room = (await createRoom(service.url)).facts.code;
    const [ana, { seat, self, ...joined }] = await enter(room, { name: 'Ana' });
    expect(joined).not.toHaveProperty('read');
    const [tab] = await enter(room, { seat });
    const [ben] = await enter(room, { name: 'Ben' });
    const { seq } = await ben.post(room, 'hello', freshKey());
    expect(await ana.ok({ type: 'read', room, seq })).toEqual({ type: 'ok', id: 2 });
    for (const client of [tab, ben]) {
      const { signal } = await heardRead(client, seq);
      expect(signal).toEqual({ kind: 'read', member: self.id, seq });
    }
    await ana.settled();
    expect(reads(ana)).toEqual([]);
    const [, back] = await enter(room, { seat });
    expect(back.read).toBe(seq);
    expect(back.members).toMatchObject([{ id: self.id, read: seq }, { name: 'Ben' }]);
    expect(back.members[1]).not.toHaveProperty('read');
    expect((await ben.history(room)).seq).toBe(seq);
  });

  it('is cut to the head and moves only forward', async () => {
    const room = (await createRoom(service.url)).facts.code;
    const [ana, { seat }] = await enter(room, { name: 'Ana' });
    for (let n = 0; n < 3; n++) await ana.post(room, 'x', freshKey());
    await ana.ok({ type: 'read', room, seq: 3 });
    await ana.ok({ type: 'read', room, seq: 0 });
    await ana.ok({ type: 'read', room, seq: 2 });
    expect((await ana.join(room, { seat })).read).toBe(3);
    await ana.ok({ type: 'read', room, seq: 1_000 });
    expect((await ana.join(room, { seat })).read).toBe(4);
  });

  it('outlives a stop at once, and a crash after the second in which it is kept', async () => {
    const room = (await createRoom(service.url)).facts.code;
    const [ana, { seat }] = await enter(room, { name: 'Ana' });
    const [ben] = await enter(room, { name: 'Ben' });
    await ana.ok({ type: 'read', room, seq: 1 });
    await ana.ok({ type: 'read', room, seq: 2 });
    // The second of the two is told when it is kept.
    await heardRead(ben, 2);
    await elapse(200);
    await service.crashAndRestart();
    const [again, back] = await enter(room, { seat });
    expect(back.read).toBe(2);
    await again.post(room, 'x', freshKey());
    await again.ok({ type: 'read', room, seq: 3 });
    await service.kill('SIGTERM');
    await service.start();
    expect((await enter(room, { seat }))[1].read).toBe(3);
  });

  it('a room that reads along is told of each member once a second at most', async () => {
    const room = (await createRoom(service.url)).facts.code;
    const [watching] = await enter(room, { name: 'Watcher' });
    const [ana, { self }] = await enter(room, { name: 'Ana' });
    const startedAt = Date.now();
    let head = 0;
    while (Date.now() - startedAt < 1_500) {
      ({ seq: head } = await watching.post(room, 'x', freshKey()));
      await ana.ok({ type: 'read', room, seq: head });
    }
    await heardRead(watching, head);
    const seconds = (Date.now() - startedAt) / 1_000;
    const told = reads(watching).filter(({ member }) => member === self.id);
    expect(told.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  });

  it('[W8] [W14] a join tells the members’ positions, a rejoin that recovers as well', async () => {
    const room = (await createRoom(service.url)).facts.code;
    const [ana, { seat, epoch }] = await enter(room, { name: 'Ana' });
    const [ben, { self }] = await enter(room, { name: 'Ben' });
    const { seq } = await ana.post(room, 'hello', freshKey());
    await ben.ok({ type: 'read', room, seq });
    const [, newcomer] = await enter(room, { name: 'Cleo' });
    const [, back] = await enter(room, { seat, since: { epoch, seq } });
    expect(back.recovered).toBe(true);
    for (const { members } of [newcomer, back]) {
      expect(members.find(({ id }) => id === self.id)).toMatchObject({ online: true, read: seq });
    }
  });

  it('[W14] above 100 seats only one’s other tabs are told', async () => {
    const room = (await createRoom(service.url)).facts.code;
    const [watching] = await enter(room, { name: 'Watcher' });
    for (let n = 2; n <= 100; n++) await takeSeat(service.url, room, { name: `Seat ${n}` });
    const [ana, { seat }] = await enter(room, { name: 'Ana' });
    const [tab] = await enter(room, { seat });
    await ana.ok({ type: 'read', room, seq: 5 });
    await heardRead(tab, 5);
    await watching.settled();
    expect(reads(watching)).toEqual([]);
    const [, back] = await enter(room, { seat });
    expect(back.read).toBe(5);
    expect(back.members.filter(({ read }) => read !== undefined)).toEqual([]);
  });
});
