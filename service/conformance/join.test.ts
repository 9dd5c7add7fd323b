import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { createRoom, json, refusal } from './http.js';

let service: Service;

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
});

afterAll(() => service.remove());

async function newRoom(body: object = {}): Promise<{ code: string; hostToken: string }> {
  const { facts, hostToken } = await createRoom(service.url, body);
  return { code: facts.code, hostToken };
}

describe('joining', () => {
  it('[W2] the ok carries every field the contract names', async () => {
    const { code } = await newRoom({ title: 'Launch' });
    const client = await service.open();
    const joined = await client.join(code, { name: 'Ana', key: freshKey() });
    expect(joined).toMatchObject({
      type: 'ok',
      facts: { code, title: 'Launch', needsPassword: false, locked: false, members: 1 },
      epoch: expect.any(String),
      seq: 1,
      first: 1,
      self: { id: expect.any(String), name: 'Ana' },
      seat: expect.any(String),
      members: [{ id: joined.self.id, name: 'Ana', online: true }],
      online: 1,
      events: [{ seq: 1, kind: 'joined', by: { id: joined.self.id, name: 'Ana' } }],
      recovered: false,
    });
    expect(joined).not.toHaveProperty('banned');
    expect(joined.self).not.toHaveProperty('host');
    expect(Math.abs(joined.facts.createdAt - Date.now())).toBeLessThan(60_000);
  });

  it('the code may be spelt in any case, with any spaces and dashes', async () => {
    const { code } = await newRoom();
    const bare = code.replaceAll('-', '');
    const client = await service.open();
    const spellings = [
      bare,
      code.toUpperCase(),
      ` ${bare.slice(0, 3)} ${bare.slice(3)}\u00a0`,
      code.replaceAll('-', '\u2013'),
      code.replaceAll('-', ' \u2011 '),
      `${bare.slice(0, 2)}-${bare.slice(2)}`,
    ];
    for (const room of spellings) {
      expect((await client.join(room, { name: 'Ana' })).facts.code).toBe(code);
    }
    const { seq } = await client.post(bare.toUpperCase(), 'spelt otherwise', freshKey());
    const push = await client.event(code, (event) => event.seq === seq);
    expect(push.room).toBe(code);
  });

  it('a name is stored without bidi controls, in NFC, trimmed', async () => {
    const { code } = await newRoom();
    const client = await service.open();
    const name = `  \u202eAm\u2066e\u0301lie\u200f${'\u202c'.repeat(60)} `;
    expect((await client.join(code, { name })).self.name).toBe('Am\u00e9lie');
  });

  it('a name of 40 emoji is as long as one of 40 letters', async () => {
    const { code } = await newRoom();
    const client = await service.open();
    expect((await client.join(code, { name: '🦊'.repeat(40) })).self.name).toBe('🦊'.repeat(40));
  });
});

describe('the key of a join', () => {
  it('[W7] brings the same seat and token again, and no second joined', async () => {
    const { code } = await newRoom();
    const key = freshKey();
    const first = await (await service.open()).join(code, { name: 'Ana', key });
    const second = await (await service.open()).join(code, { name: 'Ana', key });
    expect(second.seat).toBe(first.seat);
    expect(second.self.id).toBe(first.self.id);
    expect(second.seq).toBe(first.seq);
    expect(second.facts.members).toBe(1);
  });

  it('[W7] two joins with one key at the same time make one seat', async () => {
    const { code } = await newRoom();
    const key = freshKey();
    const clients = await Promise.all([1, 2, 3, 4].map(() => service.open()));
    const joins = await Promise.all(clients.map((c) => c.join(code, { name: 'Ana', key })));
    expect(new Set(joins.map(({ seat }) => seat)).size).toBe(1);
    expect(joins[3]?.seq).toBe(1);
  });

  it('counts as the seat’s token while it lives: no password asked', async () => {
    const { code } = await newRoom({ password: 'sesame' });
    const key = freshKey();
    const first = await (await service.open()).join(code, { name: 'Ana', key, password: 'sesame' });
    const second = await (await service.open()).join(code, { name: 'Ana', key });
    expect(second.seat).toBe(first.seat);
  });

  it('is free again when its seat has ended', async () => {
    const { code } = await newRoom();
    const key = freshKey();
    const client = await service.open();
    const first = await client.join(code, { name: 'Ana', key });
    await client.ok({ type: 'leave', room: code });
    const second = await client.join(code, { name: 'Ana', key });
    expect(second.self.id).not.toBe(first.self.id);
    expect(second.seat).not.toBe(first.seat);
  });

  it('is of one room: elsewhere it brings another seat', async () => {
    const [here, there] = [await newRoom(), await newRoom()];
    const key = freshKey();
    const client = await service.open();
    const one = await client.join(here.code, { name: 'Ana', key });
    const two = await client.join(there.code, { name: 'Ana', key });
    expect(two.seat).not.toBe(one.seat);
  });

  it('[W7] brings the same seat over HTTP as over the socket', async () => {
    const { code } = await newRoom();
    const key = freshKey();
    const body = { name: 'Ana', key };
    const first = await json<{ seat: string }>(service.url, `/v1/rooms/${code}/seats`, { body });
    const second = await (await service.open()).join(code, body);
    expect(second.seat).toBe(first.seat);
    expect(second.seq).toBe(1);
  });
});

describe('passwords', () => {
  it('a right one lets in, a wrong or missing one is password_required', async () => {
    const { code } = await newRoom({ password: 'sesame' });
    const client = await service.open();
    const join = { type: 'join', room: code, name: 'Ana' };
    expect(await client.refused(join)).toMatchObject({ code: 'password_required' });
    expect(await client.refused({ ...join, password: 'Sesame' })).toMatchObject({
      code: 'password_required',
    });
    const { facts } = await client.join(code, { name: 'Ana', password: 'sesame' });
    expect(facts.needsPassword).toBe(true);
  });

  it('neither a live seat token nor the host token needs one', async () => {
    const { code, hostToken } = await newRoom({ password: 'sesame' });
    const host = await (await service.open()).join(code, { name: 'Host', hostToken });
    expect(host.self.host).toBe(true);
    const again = await (await service.open()).join(code, { seat: host.seat });
    expect(again.self.id).toBe(host.self.id);
  });
});

describe('the host token', () => {
  it('makes a new seat a host, for all to see', async () => {
    const { code, hostToken } = await newRoom();
    const host = await (await service.open()).join(code, { name: 'Host', hostToken });
    const guest = await (await service.open()).join(code, { name: 'Ana' });
    expect(guest.members.find(({ id }) => id === host.self.id)?.host).toBe(true);
    expect(guest.events.find(({ kind }) => kind === 'joined')?.by.host).toBe(true);
  });

  it('promotes the seat it comes with, once, by itself', async () => {
    const { code, hostToken } = await newRoom();
    const client = await service.open();
    const guest = await client.join(code, { name: 'Ana' });
    const host = await client.join(code, { seat: guest.seat, hostToken });
    expect(host.self).toMatchObject({ id: guest.self.id, host: true });
    const again = await client.join(code, { seat: guest.seat, hostToken });
    expect(again.seq).toBe(host.seq);
    const promotions = again.events.filter(({ kind }) => kind === 'moderated');
    expect(promotions).toMatchObject([
      { action: 'promote', member: guest.self.id, by: { id: guest.self.id } },
    ]);
  });
});

describe("a host's name", () => {
  const COPIES = ['Ana Lee', 'ANA LEE', 'Ａｎａ Ｌｅｅ', 'Ana\u200dLee\u3164', '\u0301Ana Lee'];

  it('[W19] is refused to guests, spelt as it may be, at a join, over HTTP and at a rename', async () => {
    const { code, hostToken } = await newRoom();
    await (await service.open()).join(code, { name: 'Ana Lee', hostToken });
    const client = await service.open();
    await client.join(code, { name: 'Ben' });
    const refused = { code: 'forbidden', message: expect.stringContaining('another') };
    for (const name of COPIES) {
      const join = { type: 'join', room: code, name };
      expect(await client.refused(join), name).toMatchObject(refused);
      expect(await client.refused({ ...join, type: 'rename' }), name).toMatchObject(refused);
      const path = `/v1/rooms/${code}/seats`;
      expect(await refusal(service.url, path, { body: { name } }), name).toMatchObject(refused);
    }
    await client.join(code, { name: 'Anna Lee' });
  });

  it('[W19] is free to another host', async () => {
    const { code, hostToken } = await newRoom();
    await (await service.open()).join(code, { name: 'Ana', hostToken });
    const twin = await (await service.open()).join(code, { name: 'Ana', hostToken });
    expect(twin.self).toMatchObject({ name: 'Ana', host: true });
  });
});

describe('coming back', () => {
  it('[W9] a seat token brings the same member back, without events', async () => {
    const { code } = await newRoom();
    const first = await service.open();
    const { seat, self, seq } = await first.join(code, { name: 'Ana' });
    await first.drop();
    const back = await (await service.open()).join(code, { seat, name: 'Another name' });
    expect(back).toMatchObject({ seat, self, seq, online: 1 });
  });

  it('a dead token is unauthorized; joining anew without it works', async () => {
    const { code } = await newRoom();
    const client = await service.open();
    const { seat } = await client.join(code, { name: 'Ana' });
    await client.ok({ type: 'leave', room: code });
    const join = { type: 'join', room: code, seat, name: 'Ana' };
    expect(await client.refused(join)).toMatchObject({ code: 'unauthorized' });
    expect((await client.join(code, { name: 'Ana' })).seat).not.toBe(seat);
  });

  it('[W3] a join with another seat moves the connection over to it', async () => {
    const { code } = await newRoom();
    const [moving, watching] = [await service.open(), await service.open()];
    const ana = await moving.join(code, { name: 'Ana' });
    const ben = await moving.join(code, { name: 'Ben' });
    expect(ben.self.id).not.toBe(ana.self.id);
    const seen = await watching.join(code, { name: 'Watcher' });
    const online = new Map(seen.members.map((member) => [member.name, member.online]));
    expect(online).toEqual(
      new Map([
        ['Ana', false],
        ['Ben', true],
        ['Watcher', true],
      ]),
    );
    await moving.post(code, 'who am I', freshKey());
    const { event } = await watching.event(code, ({ kind }) => kind === 'message');
    expect(event?.by.id).toBe(ben.self.id);
  });

  it('[W5] a rejoin on the same connection doubles no push', async () => {
    const { code } = await newRoom();
    const client = await service.open();
    const { seat } = await client.join(code, { name: 'Ana' });
    await client.join(code, { seat });
    await client.join(code, { seat });
    const { seq } = await client.post(code, 'once', freshKey());
    await client.event(code, (event) => event.seq === seq);
    await client.settled();
    expect(client.pushedSeqs(code).filter((pushed) => pushed === seq)).toEqual([seq]);
  });
});

describe('leaving', () => {
  it('gives the seat up: left is logged once, the token is void, others see it', async () => {
    const { code } = await newRoom();
    const [ana, ben] = [await service.open(), await service.open()];
    await ben.join(code, { name: 'Ben' });
    const { self } = await ana.join(code, { name: 'Ana' });
    await ana.ok({ type: 'leave', room: code });
    const { event } = await ben.event(code, ({ kind }) => kind === 'left');
    expect(event?.by.id).toBe(self.id);
    expect(await ana.refused({ type: 'history', room: code })).toMatchObject({
      code: 'unauthorized',
    });
  });

  it('tells the seat’s other tabs: closed left', async () => {
    const { code } = await newRoom();
    const [one, two] = [await service.open(), await service.open()];
    const { seat } = await one.join(code, { name: 'Ana' });
    await two.join(code, { seat });
    await one.ok({ type: 'leave', room: code });
    const closed = await two.frame(({ type }) => type === 'closed');
    expect(closed).toMatchObject({ room: code, code: 'left', message: expect.any(String) });
    const send = { type: 'send', room: code, key: 'k', text: 'x' };
    expect(await two.refused(send)).toMatchObject({ code: 'unauthorized' });
  });
});
