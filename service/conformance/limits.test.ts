import { setTimeout as elapse } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Frame } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { ask, createRoom, json, refusal, takeSeat } from './http.js';

let service: Service;

afterEach(() => service.remove());

async function start(...flags: string[]): Promise<string> {
  service = await startService({ flags: [...ROOMY, ...flags] });
  return (await createRoom(service.url)).facts.code;
}

/** Another visitor's address, as the proxy in front would report it. */
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

const limited = { code: 'rate_limited', retryAfter: expect.any(Number) };

/** Repeats a command until its bucket is empty, which refills meanwhile. */
async function useUp(command: () => Promise<Frame>): Promise<void> {
  for (let n = 0; n < 100; n++) {
    const reply = await command();
    if (reply.type === 'error') return expect(reply).toMatchObject(limited);
  }
  throw new Error('never limited');
}

describe('sends', () => {
  const send = (room: string) => ({ type: 'send', room, key: freshKey(), text: 'x' });

  it('[W2] by default 10 at once per seat, then 2 a second; retryAfter says when', async () => {
    service = await startService();
    const room = (await createRoom(service.url)).facts.code;
    const [client, otherTab] = [await service.open(), await service.open()];
    const { seat } = await client.join(room, { name: 'Ana' });
    await otherTab.join(room, { seat });
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, n) => (n % 2 ? client : otherTab).command(send(room))),
    );
    const refused = replies.filter(({ type }) => type === 'error');
    expect(refused.length).toBe(2);
    const retryAfter = refused[0]?.retryAfter ?? 0;
    expect(refused[0]).toMatchObject({ code: 'rate_limited' });
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(500);
    await elapse(retryAfter + 20);
    await client.ok(send(room));
    expect(await client.refused(send(room))).toMatchObject(limited);
  });

  it('[W7] a duplicate costs none and is answered when none are left', async () => {
    const room = await start('--send-burst', '5', '--send-rate', '1');
    const client = await service.open();
    await client.join(room, { name: 'Ana' });
    const key = freshKey();
    const { seq } = await client.post(room, 'once', key);
    for (let n = 0; n < 20; n++) {
      expect(await client.post(room, 'once', key)).toMatchObject({ seq, duplicate: true });
    }
    for (let n = 0; n < 4; n++) await client.ok(send(room));
    await useUp(() => client.command(send(room)));
    expect(await client.post(room, 'once', key)).toMatchObject({ seq, duplicate: true });
  });

  it('[W2] are counted per seat, over HTTP too', async () => {
    const room = await start('--send-burst', '2', '--send-rate', '1');
    const [ana, ben] = [await service.open(), await service.open()];
    const { seat } = await ana.join(room, { name: 'Ana' });
    await ben.join(room, { name: 'Ben' });
    await useUp(() => ana.command(send(room)));
    const body = { key: freshKey(), text: 'x' };
    const path = `/v1/rooms/${room}/messages`;
    expect(await refusal(service.url, path, { body, seat })).toMatchObject(limited);
    await ben.ok(send(room));
  });
});

describe('other commands', () => {
  it('[W2] by default 40 at once per connection, then 20 a second, each answered', async () => {
    service = await startService();
    const client = await service.open();
    const other = await service.open();
    const replies = await Promise.all(
      Array.from({ length: 60 }, () => client.command({ type: 'ping' })),
    );
    const oks = replies.filter(({ type }) => type === 'ok').length;
    expect(oks).toBeGreaterThanOrEqual(39);
    expect(oks).toBeLessThanOrEqual(50);
    const refused = replies.find(({ type }) => type === 'error') as Frame;
    expect(refused).toMatchObject(limited);
    await other.ok({ type: 'ping' });
    await elapse((refused.retryAfter ?? 0) + 100);
    await client.ok({ type: 'ping' });
  });
});

describe('new seats', () => {
  it('[W2] are counted per address; live tokens and keys go on', async () => {
    const room = await start('--join-rate', '3', '--trust-proxy');
    const client = await service.open(from('198.51.100.7'));
    const key = freshKey();
    const { seat } = await client.join(room, { name: 'Ana', key });
    await client.join(room, { name: 'Ben' });
    await client.join(room, { name: 'Cleo' });
    const join = { type: 'join', room, name: 'Dan' };
    const refused = await client.refused(join);
    expect(refused).toMatchObject(limited);
    expect(refused.retryAfter).toBeLessThanOrEqual(20_000);
    const path = `/v1/rooms/${room}/seats`;
    const overHttp = { body: { name: 'Dan' }, ...from('198.51.100.7') };
    expect(await refusal(service.url, path, overHttp)).toMatchObject(limited);
    await client.join(room, { seat });
    await client.join(room, { name: 'Ana', key });
    await (await service.open(from('198.51.100.8'))).join(room, { name: 'Elsewhere' });
  });

  it('[W2] in a room that is full are room_full; its members come back', async () => {
    const room = await start('--members-per-room', '2');
    const client = await service.open();
    const { seat } = await client.join(room, { name: 'Ana' });
    await takeSeat(service.url, room, { name: 'Ben' });
    expect(await client.refused({ type: 'join', room, name: 'Cleo' })).toMatchObject({
      code: 'room_full',
    });
    await client.join(room, { seat });
  });
});

describe('seats of one address in a room', () => {
  it('[W2] are bounded; the host token, live seats and other addresses come in', async () => {
    service = await startService({
      flags: [...ROOMY, '--trust-proxy', '--seats-per-address', '2'],
    });
    const { facts, hostToken } = await createRoom(service.url);
    const room = facts.code;
    const client = await service.open(from('198.51.100.7'));
    const { seat } = await client.join(room, { name: 'Ana' });
    await client.join(room, { name: 'Ben' });
    const full = { code: 'room_full', message: expect.stringContaining('network') };
    expect(await client.refused({ type: 'join', room, name: 'Cleo' })).toMatchObject(full);
    const overHttp = { body: { name: 'Cleo' }, ...from('198.51.100.7') };
    expect(await refusal(service.url, `/v1/rooms/${room}/seats`, overHttp)).toMatchObject(full);
    await client.join(room, { seat });
    await client.join(room, { name: 'Host', hostToken });
    await (await service.open(from('198.51.100.8'))).join(room, { name: 'Cleo' });
  });

  it('[W2] a room that is full never refuses the host token', async () => {
    service = await startService({ flags: [...ROOMY, '--members-per-room', '1'] });
    const { facts, hostToken } = await createRoom(service.url);
    await takeSeat(service.url, facts.code, { name: 'Ana' });
    const host = await service.open();
    expect((await host.join(facts.code, { name: 'Host', hostToken })).self.host).toBe(true);
  });
});

describe('passwords', () => {
  const knock = (room: string, body: object, address: string) =>
    ask(service.url, `/v1/rooms/${room}/seats`, { body, ...from(address) });

  it('[W2] a crowd of addresses before one room’s password holds up no other room', async () => {
    await start('--trust-proxy');
    const locked = { password: 'sesame' };
    const crowded = (await createRoom(service.url, locked)).facts.code;
    const quiet = (await createRoom(service.url, locked)).facts.code;
    let answered = 0;
    const crowd = Array.from({ length: 12 }, async (_, n) => {
      await knock(crowded, { name: 'Mallory', password: 'wrong' }, `198.51.100.${n}`);
      answered += 1;
    });
    await Promise.race(crowd);
    const { status } = await knock(quiet, { name: 'Ana', ...locked }, '203.0.113.9');
    expect(status).toBe(201);
    expect(answered).toBeLessThan(6);
    await Promise.all(crowd);
  });

  it('[W2] are not looked at for a join without a name', async () => {
    await start('--trust-proxy', '--passwords-per-address', '1');
    const { code } = (await createRoom(service.url, { password: 'sesame' })).facts;
    const knocks = Array.from({ length: 40 }, () =>
      knock(code, { password: 'sesame' }, '203.0.113.9'),
    );
    const statuses = (await Promise.all(knocks)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([400]));
  });

  it('[W2] of one address that wait before one room are bounded', async () => {
    await start('--trust-proxy', '--passwords-per-address', '3');
    const { code } = (await createRoom(service.url, { password: 'sesame' })).facts;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        knock(code, { name: `A${n}`, password: 'sesame' }, '203.0.113.9'),
      ),
    );
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.length).toBe(7);
    for (const { text } of refused) expect(JSON.parse(text).error).toMatchObject(limited);
  });

  it('[W2] are worked on so many times a minute for one address', async () => {
    await start('--trust-proxy', '--password-rate', '2');
    const { code } = (await createRoom(service.url, { password: 'sesame' })).facts;
    const join = (n: number, address: string) =>
      knock(code, { name: `A${n}`, password: 'sesame' }, address);
    expect((await join(1, '203.0.113.9')).status).toBe(201);
    expect((await join(2, '203.0.113.9')).status).toBe(201);
    expect((await join(3, '203.0.113.9')).status).toBe(429);
    expect((await join(4, '203.0.113.8')).status).toBe(201);
  });
});

describe('guesses', () => {
  it.each([
    ['codes', (_room: string) => ({ room: 'bbb-bbb-bbb', name: 'A' })],
    ['what can’t be codes', (_room: string) => ({ room: 'hello', name: 'A' })],
    ['seat tokens', (room: string) => ({ room, seat: 'wrong-token' })],
    ['host tokens', (room: string) => ({ room, name: 'A', hostToken: 'wrong-token' })],
    ['identities', (room: string) => ({ room, name: 'A', identity: 'wrong' })],
  ])(
    '[W2] wrong %s use the address’s guesses up; then right ones fail as well',
    async (_what, wrong) => {
      const room = await start('--guess-rate', '3', '--trust-proxy');
      const address = from('203.0.113.9');
      const client = await service.open(address);
      const { seat } = await client.join(room, { name: 'Ana' });
      const guess = { type: 'join', ...wrong(room) };
      for (let n = 0; n < 3; n++) {
        expect(await client.refused(guess)).not.toMatchObject({ code: 'rate_limited' });
      }
      const refused = await client.refused(guess);
      expect(refused).toMatchObject(limited);
      expect(refused.retryAfter).toBeLessThanOrEqual(20_000);
      const right = { type: 'join', room, name: 'Right' };
      for (const bait of [
        {},
        { key: freshKey() },
        { seat: 'no-such-token' },
        { hostToken: 'no' },
      ]) {
        expect(await client.refused({ ...right, ...bait })).toMatchObject(limited);
      }
      expect(await refusal(service.url, `/v1/rooms/${room}`, address)).toMatchObject(limited);
      // Live tokens go on, and so do other addresses.
      await client.join(room, { seat });
      await client.post(room, 'still here', freshKey());
      await json(service.url, `/v1/rooms/${room}/events`, { seat, ...address });
      await json(service.url, `/v1/rooms/${room}`, from('203.0.113.10'));
    },
  );

  it('[W2] wrong passwords are guesses, right ones are not', async () => {
    await start('--guess-rate', '3', '--trust-proxy');
    const { code: room } = (await createRoom(service.url, { password: 'sesame' })).facts;
    const client = await service.open(from('203.0.113.9'));
    for (let n = 0; n < 6; n++) await client.join(room, { name: `A${n}`, password: 'sesame' });
    const guess = { type: 'join', room, name: 'A', password: 'wrong' };
    for (let n = 0; n < 3; n++) {
      expect(await client.refused(guess)).toMatchObject({ code: 'password_required' });
    }
    expect(await client.refused({ ...guess, password: 'sesame' })).toMatchObject(limited);
  });

  it('[W2] made all at once are no more than made one by one', async () => {
    await start('--guess-rate', '3', '--trust-proxy');
    const { code: room } = (await createRoom(service.url, { password: 'sesame' })).facts;
    const clients = await Promise.all(
      Array.from({ length: 20 }, () => service.open(from('203.0.113.9'))),
    );
    const guess = { type: 'join', room, name: 'A', password: 'wrong' };
    const replies = await Promise.all(clients.map((client) => client.command(guess)));
    const looked = replies.filter(({ code }) => code === 'password_required');
    expect(looked.length).toBeGreaterThan(0);
    expect(looked.length).toBeLessThanOrEqual(4);
    // A right one among the refused would have been let in: so none of those was looked at.
    const late = await service.open(from('203.0.113.9'));
    expect(await late.refused({ ...guess, password: 'sesame' })).toMatchObject(limited);
  });

  it('[W2] over HTTP count the same: codes asked for and tokens shown', async () => {
    const room = await start('--guess-rate', '3', '--trust-proxy');
    const address = from('203.0.113.9');
    await refusal(service.url, '/v1/rooms/bbb-bbb-bbb', address);
    await refusal(service.url, '/v1/rooms/hello', address);
    await refusal(service.url, `/v1/rooms/${room}/events`, { seat: 'wrong', ...address });
    expect(await refusal(service.url, `/v1/rooms/${room}`, address)).toMatchObject(limited);
    const client = await service.open(address);
    expect(await client.refused({ type: 'join', room, name: 'A' })).toMatchObject(limited);
  });

  it('[W2] a forged X-Forwarded-For is no other address unless a proxy is trusted', async () => {
    const room = await start('--guess-rate', '3');
    for (let n = 0; n < 3; n++) {
      await refusal(service.url, '/v1/rooms/bbb-bbb-bbb', from(`203.0.113.${n}`));
    }
    const answer = await refusal(service.url, `/v1/rooms/${room}`, from('203.0.113.99'));
    expect(answer).toMatchObject(limited);
  });
});

describe('rooms', () => {
  it('[W2] created are counted per address; a key again costs nothing', async () => {
    service = await startService({ flags: ['--create-rate', '2', '--trust-proxy'] });
    const address = from('192.0.2.1');
    const key = freshKey();
    const create = (body: object) => ask(service.url, '/v1/rooms', { body, ...address });
    const first = await create({ key, title: 'One' });
    expect(first.status).toBe(201);
    for (let n = 0; n < 4; n++) expect((await create({ key })).text).toBe(first.text);
    expect((await create({})).status).toBe(201);
    const refused = await refusal(service.url, '/v1/rooms', { body: {}, ...address });
    expect(refused).toMatchObject(limited);
    expect(refused.retryAfter).toBeLessThanOrEqual(3_600_000);
    expect((await create({ key })).text).toBe(first.text);
    await createRoom(service.url);
  });

  it('[W3] per connection are limited: one more is forbidden, until one is left', async () => {
    const room = await start('--rooms-per-connection', '2');
    const more = await Promise.all(
      [1, 2].map(async () => (await createRoom(service.url)).facts.code),
    );
    const [second = '', third = ''] = more;
    const client = await service.open();
    const { seat } = await client.join(room, { name: 'Ana' });
    await client.join(second, { name: 'Ana' });
    const join = { type: 'join', room: third, name: 'Ana' };
    expect(await client.refused(join)).toMatchObject({ code: 'forbidden' });
    await client.join(room, { seat });
    await client.ok({ type: 'leave', room: second });
    await client.join(third, { name: 'Ana' });
  });

  it('[W3] by default are 50 to a connection, and the 51st is forbidden [W2]', async () => {
    await start();
    const client = await service.open();
    for (let n = 0; n < 50; n++) {
      const { code } = (await createRoom(service.url)).facts;
      await client.join(code, { name: 'Ana' });
    }
    const { code: room } = (await createRoom(service.url)).facts;
    expect(await client.refused({ type: 'join', room, name: 'Ana' })).toMatchObject({
      code: 'forbidden',
    });
  });
});
