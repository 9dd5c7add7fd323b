import { setTimeout as elapse } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { ask, createRoom, json, refusal, takeSeat } from './http.js';

/** Both graces, short enough to wait for and long enough to act within. */
const GRACE = 1_500;
const FLAGS = [...ROOMY, '--seat-grace', `${GRACE}ms`, '--room-grace', `${GRACE}ms`];

let service: Service;

beforeAll(async () => {
  service = await startService({ flags: FLAGS });
});

afterAll(() => service.remove());

async function newRoom(): Promise<string> {
  return (await createRoom(service.url)).facts.code;
}

async function watcher(code: string) {
  const client = await service.open();
  await client.join(code, { name: 'Watcher' });
  return client;
}

/** Resolves with the code once the room is gone. */
async function gone(code: string): Promise<void> {
  for (;;) {
    const { status } = await ask(service.url, `/v1/rooms/${code}`);
    if (status === 404) return;
    await elapse(100);
  }
}

describe.concurrent('seats', () => {
  it('[W9] a dropped link within the grace keeps the seat: no left, no second joined', async () => {
    const code = await newRoom();
    const watching = await watcher(code);
    let client = await service.open();
    const { seat, self } = await client.join(code, { name: 'Ana' });
    // Longer than the grace in all, never longer than it at once.
    for (let n = 0; n < 3; n++) {
      await client.drop();
      await elapse(GRACE / 2);
      client = await service.open();
      expect((await client.join(code, { seat })).self).toEqual(self);
    }
    const kinds = (await watching.history(code)).events.map(({ kind }) => kind);
    expect(kinds).toEqual(['joined', 'joined']);
  });

  it('[W9] after the grace a seat is given up: left, and its token is void', async () => {
    const code = await newRoom();
    const watching = await watcher(code);
    const client = await service.open();
    const { seat, self } = await client.join(code, { name: 'Ana' });
    const droppedAt = Date.now();
    await client.drop();
    const { event } = await watching.event(code, ({ kind }) => kind === 'left');
    expect(event?.by).toEqual(self);
    expect(Date.now() - droppedAt).toBeGreaterThanOrEqual(GRACE - 50);
    const again = await service.open();
    const join = { type: 'join', room: code, seat };
    expect(await again.refused(join)).toMatchObject({ code: 'unauthorized' });
  });

  it('[W9] a seat with a connection stays, however quiet it is', async () => {
    const code = await newRoom();
    const quiet = await watcher(code);
    await elapse(GRACE * 2);
    expect((await quiet.history(code)).events.map(({ kind }) => kind)).toEqual(['joined']);
  });

  it('[W9] several connections are one member, online while one of them is', async () => {
    const code = await newRoom();
    const watching = await watcher(code);
    const [one, two] = [await service.open(), await service.open()];
    const { seat, self } = await one.join(code, { name: 'Ana' });
    expect(await two.join(code, { seat })).toMatchObject({ online: 2, facts: { members: 2 } });
    await one.drop();
    await elapse(GRACE * 1.5);
    const late = await service.open();
    const { members } = await late.join(code, { name: 'Late' });
    expect(members.find(({ id }) => id === self.id)?.online).toBe(true);
    expect(watching.frames.some(({ event }) => event?.kind === 'left')).toBe(false);
    await two.drop();
    await watching.event(code, ({ kind, by }) => kind === 'left' && by.id === self.id);
  });

  it('[W9] a seat without a socket lives from use to use, and is never online', async () => {
    const code = await newRoom();
    const watching = await watcher(code);
    const { seat, self } = await takeSeat(service.url, code, { name: 'Bot' });
    for (let n = 0; n < 4; n++) {
      await elapse(GRACE / 2);
      const body = { key: freshKey(), text: `${n}` };
      await json(service.url, `/v1/rooms/${code}/messages`, { body, seat });
    }
    const late = await (await service.open()).join(code, { name: 'Late' });
    expect(late.members.find(({ id }) => id === self.id)?.online).toBe(false);
    expect(late.online).toBe(2);
    await watching.event(code, ({ kind, by }) => kind === 'left' && by.id === self.id);
    const path = `/v1/rooms/${code}/events`;
    expect((await refusal(service.url, path, { seat })).code).toBe('unauthorized');
  });
});

describe.concurrent('rooms', () => {
  it('[W10] a new room that nobody joins is gone after the grace', async () => {
    const code = await newRoom();
    await elapse(GRACE / 2);
    expect((await ask(service.url, `/v1/rooms/${code}`)).status).toBe(200);
    await gone(code);
  });

  it('[W10] a room outlives its last seat by a grace, then its log is gone', async () => {
    const code = await newRoom();
    const client = await watcher(code);
    await client.ok({ type: 'leave', room: code });
    await elapse(GRACE / 2);
    const { self } = await client.join(code, { name: 'Back' });
    expect(self.name).toBe('Back');
    await elapse(GRACE * 1.5);
    expect((await ask(service.url, `/v1/rooms/${code}`)).status).toBe(200);
    await client.ok({ type: 'leave', room: code });
    await gone(code);
    const join = { type: 'join', room: code, name: 'Ana' };
    expect(await client.refused(join)).toMatchObject({ code: 'not_found' });
  });

  it('[W10] a dropped visitor’s room goes after seat’s and room’s grace', async () => {
    const code = await newRoom();
    const client = await watcher(code);
    const droppedAt = Date.now();
    await client.drop();
    await gone(code);
    expect(Date.now() - droppedAt).toBeGreaterThanOrEqual(GRACE * 2 - 100);
  });
});

describe('restarts', () => {
  it('[W9] a seat has at least one whole grace after a start', async () => {
    const own = await startService({ flags: FLAGS });
    try {
      const { code } = (await createRoom(own.url)).facts;
      const { seat, self } = await (await own.open()).join(code, { name: 'Ana' });
      await own.kill('SIGKILL');
      await elapse(GRACE * 2);
      await own.start();
      await elapse(GRACE / 2);
      const back = await (await own.open()).join(code, { seat });
      expect(back).toMatchObject({ self, facts: { members: 1 }, online: 1 });
      expect(back.events.map(({ kind }) => kind)).toEqual(['joined']);
    } finally {
      await own.remove();
    }
  });

  it('[W9] a seat nobody comes back to is given up after a restart too [W10]', async () => {
    const own = await startService({ flags: FLAGS });
    try {
      const { code } = (await createRoom(own.url)).facts;
      const [ana, ben] = [await own.open(), await own.open()];
      const { self } = await ana.join(code, { name: 'Ana' });
      const { seat } = await ben.join(code, { name: 'Ben' });
      await own.crashAndRestart();
      const back = await own.open();
      await back.join(code, { seat });
      await back.event(code, ({ kind, by }) => kind === 'left' && by.id === self.id);
    } finally {
      await own.remove();
    }
  });
});
