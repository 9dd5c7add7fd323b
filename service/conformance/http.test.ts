import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Committed, type EventsPage, type Facts, ROOM_CODE } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { ask, type CreatedRoom, createRoom, json, takeSeat } from './http.js';

let service: Service;

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
});

afterAll(() => service.remove());

describe('POST /v1/rooms', () => {
  it('answers 201 with the facts of a new room and its host token', async () => {
    const { status, text, headers } = await ask(service.url, '/v1/rooms', {
      body: { title: ' La\u202eunch ' },
    });
    expect(status).toBe(201);
    expect(headers['content-type']).toMatch(/^application\/json/);
    const { facts, hostToken } = JSON.parse(text) as CreatedRoom;
    expect(facts).toEqual({
      code: expect.stringMatching(ROOM_CODE),
      title: 'Launch',
      createdAt: expect.any(Number),
      needsPassword: false,
      locked: false,
      members: 0,
    });
    expect(hostToken.length).toBeGreaterThanOrEqual(20);
  });

  it('a room without a title, or with an empty one, has none in its facts', async () => {
    expect((await createRoom(service.url)).facts).not.toHaveProperty('title');
    expect((await createRoom(service.url, { title: ' ' })).facts).not.toHaveProperty('title');
  });

  it('codes and host tokens are never the same', async () => {
    const rooms = await Promise.all(Array.from({ length: 50 }, () => createRoom(service.url)));
    expect(new Set(rooms.map(({ facts }) => facts.code)).size).toBe(50);
    expect(new Set(rooms.map(({ hostToken }) => hostToken)).size).toBe(50);
  });

  it('[W7] the same key gives the same room, at once, later, and after a crash [W6]', async () => {
    const key = freshKey();
    const body = { key, title: 'Launch' };
    const twins = await Promise.all([1, 2, 3].map(() => createRoom(service.url, body)));
    const [first] = twins;
    for (const twin of twins) expect(twin).toEqual(first);
    await service.crashAndRestart();
    expect(await createRoom(service.url, body)).toEqual(first);
    expect((await createRoom(service.url, { ...body, key: freshKey() })).facts.code).not.toBe(
      first?.facts.code,
    );
  });

  it('[W6] a room that was acked is there after a crash, password and host token too', async () => {
    const { facts, hostToken } = await createRoom(service.url, { title: 'T', password: 'sesame' });
    await service.crashAndRestart();
    const path = `/v1/rooms/${facts.code}`;
    expect(await json<Facts>(service.url, path)).toEqual(facts);
    const client = await service.open();
    const join = { type: 'join', room: facts.code, name: 'Ana' };
    expect(await client.refused(join)).toMatchObject({ code: 'password_required' });
    expect((await client.join(facts.code, { name: 'Host', hostToken })).self.host).toBe(true);
  });
});

describe('GET /v1/rooms/{code}', () => {
  it('answers the facts, the code in any spelling, and how many seats there are', async () => {
    const { facts } = await createRoom(service.url, { title: 'Launch' });
    await takeSeat(service.url, facts.code, { name: 'Ana' });
    const typed = facts.code.replaceAll('-', '').toUpperCase();
    const seen = await json<Facts>(service.url, `/v1/rooms/${typed}`);
    expect(seen).toEqual({ ...facts, members: 1 });
    const spaced = encodeURIComponent(` ${facts.code.replaceAll('-', '\u2014')} `);
    expect((await json<Facts>(service.url, `/v1/rooms/${spaced}`)).code).toBe(facts.code);
  });
});

describe('seats without a socket', () => {
  it('POST /v1/rooms/{code}/seats answers 201 with a seat others see as offline', async () => {
    const { code } = (await createRoom(service.url)).facts;
    const watching = await service.open();
    await watching.join(code, { name: 'Watcher' });
    const path = `/v1/rooms/${code}/seats`;
    const { status, text } = await ask(service.url, path, { body: { name: 'Bot' } });
    expect(status).toBe(201);
    const { seat, self } = JSON.parse(text) as { seat: string; self: { id: string } };
    expect(self).toEqual({ id: expect.any(String), name: 'Bot' });
    expect(seat.length).toBeGreaterThanOrEqual(20);
    const { event } = await watching.event(code, ({ by }) => by.id === self.id);
    expect(event).toMatchObject({ kind: 'joined', by: self });
    const late = await (await service.open()).join(code, { name: 'Late' });
    expect(late.members).toContainEqual({ ...self, online: false });
  });

  it('the host token makes a host, and gets past a password', async () => {
    const { facts, hostToken } = await createRoom(service.url, { password: 'sesame' });
    const { self } = await takeSeat(service.url, facts.code, { name: 'Bot', hostToken });
    expect(self.host).toBe(true);
    await takeSeat(service.url, facts.code, { name: 'Guest', password: 'sesame' });
  });

  it('[W7] a repeated key gives the same seat, over a crash too', async () => {
    const { code } = (await createRoom(service.url)).facts;
    const body = { name: 'Bot', key: freshKey() };
    const first = await takeSeat(service.url, code, body);
    await service.crashAndRestart();
    expect(await takeSeat(service.url, code, body)).toEqual(first);
    expect((await json<Facts>(service.url, `/v1/rooms/${code}`)).members).toBe(1);
  });
});

describe('messages and events', () => {
  it('POST …/messages answers 201, is pushed, and a repeat is a duplicate [W7]', async () => {
    const { code } = (await createRoom(service.url)).facts;
    const watching = await service.open();
    await watching.join(code, { name: 'Watcher' });
    const { seat, self } = await takeSeat(service.url, code, { name: 'Bot' });
    const path = `/v1/rooms/${code}/messages`;
    const body = { key: freshKey(), text: ' beep ' };
    const { status, text } = await ask(service.url, path, { body, seat });
    expect(status).toBe(201);
    const { seq, at } = JSON.parse(text) as Committed;
    const { event } = await watching.event(code, (pushed) => pushed.seq === seq);
    expect(event).toEqual({ seq, at, by: self, kind: 'message', key: body.key, text: 'beep' });
    const again = await ask(service.url, path, { body, seat });
    expect(again.status).toBe(201);
    expect(JSON.parse(again.text)).toEqual({ seq, at, duplicate: true });
  });

  it('[W8] GET …/events pages as history does, and names the epoch', async () => {
    const { code } = (await createRoom(service.url)).facts;
    const client = await service.open();
    const { seat, epoch } = await client.join(code, { name: 'Ana' });
    for (let n = 2; n <= 9; n++) await client.post(code, `n${n}`, freshKey());
    const read = async (query: string) => {
      const path = `/v1/rooms/${code}/events${query}`;
      const page = await json<EventsPage>(service.url, path, { seat });
      expect(page).toMatchObject({ first: 1, seq: 9, epoch });
      return page.events.map(({ seq }) => seq);
    };
    expect(await read('')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await read('?limit=2')).toEqual([8, 9]);
    expect(await read('?before=5&limit=2')).toEqual([3, 4]);
    expect(await read('?after=5&limit=2')).toEqual([6, 7]);
    const { events } = await client.history(code);
    const page = await json<EventsPage>(service.url, `/v1/rooms/${code}/events`, { seat });
    expect(page.events).toEqual(events);
  });

  it('a seat of a socket works over HTTP, and one of HTTP on a socket', async () => {
    const { code } = (await createRoom(service.url)).facts;
    const { seat, self } = await takeSeat(service.url, code, { name: 'Bot' });
    const client = await service.open();
    expect(await client.join(code, { seat })).toMatchObject({ self, online: 1 });
  });
});

describe('health', () => {
  it.each(['/healthz', '/readyz'])('GET %s answers 200', async (path) => {
    expect((await ask(service.url, path)).status).toBe(200);
  });
});
