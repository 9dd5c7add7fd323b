import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import type { Committed, Facts, Joined, RoomEvent } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { ask, createRoom, json, refusal, takeSeat } from './http.js';

let service: Service;

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
});

afterAll(() => service.remove());

interface Person extends Joined {
  client: BareClient;
}

async function hosted() {
  const { facts, hostToken } = await createRoom(service.url);
  const room = facts.code;
  const enter = async (fields: object): Promise<Person> => {
    const client = await service.open();
    return { client, ...(await client.join(room, fields)) };
  };
  const host = await enter({ name: 'Host', hostToken });
  const guest = await enter({ name: 'Guest' });
  const order = (action: string, value?: unknown, who = host) =>
    who.client.ok<Committed>({ type: 'moderate', room, action, value });
  const factsNow = () => json<Facts>(service.url, `/v1/rooms/${room}`);
  const knock = async (fields: object) => {
    const client = await service.open();
    const reply = await client.command({ type: 'join', room, name: 'Stranger', ...fields });
    await client.drop();
    return reply.type === 'ok' ? 'ok' : reply.code;
  };
  return { room, hostToken, enter, host, guest, order, factsNow, knock };
}

const ORDERS: [string, unknown, Partial<RoomEvent>, Partial<RoomEvent>, unknown][] = [
  ['lock', undefined, { locked: true }, { locked: false }, undefined],
  ['title', ' New \u202etitle ', { title: 'New title' }, { title: '' }, ''],
  ['password', 'sesame', { needsPassword: true }, { needsPassword: false }, undefined],
  ['slow', 5_000, { slow: 5_000 }, { slow: 0 }, 0],
];

describe('what a host orders of the room', () => {
  it.each(ORDERS)(
    '[W7] %s makes one room event, once, over a crash too; so does its end',
    async (action, value, set, unset, end) => {
      const { room, host, guest, order, enter } = await hosted();
      const { seq, at } = await order(action, value);
      const { event } = await guest.client.event(room, (pushed) => pushed.seq === seq);
      expect(event).toEqual({ seq, at, by: host.self, kind: 'room', ...set });
      expect(await order(action, value)).toMatchObject({ seq, duplicate: true });
      await service.crashAndRestart();
      const back = await enter({ seat: host.seat });
      expect(await order(action, value, back)).toMatchObject({ seq, duplicate: true });
      const undo = action === 'lock' ? 'unlock' : action;
      expect(await order(undo, end, back)).toMatchObject({ seq: seq + 1 });
      expect(await order(undo, end, back)).toMatchObject({ seq: seq + 1, duplicate: true });
      const { events } = await back.client.history(room, { limit: 1 });
      expect(events).toMatchObject([{ kind: 'room', ...unset }]);
    },
  );

  it('is refused to who is no host, and once the host token is shown is not', async () => {
    const { room, hostToken, guest, order } = await hosted();
    for (const [action, value] of [...ORDERS, ['close'] as const]) {
      const failure = await guest.client.refused({ type: 'moderate', room, action, value });
      expect(failure.code).toBe('forbidden');
    }
    await guest.client.join(room, { seat: guest.seat, hostToken });
    await order('lock', undefined, guest);
  });

  it('shows in the facts', async () => {
    const { order, factsNow } = await hosted();
    await order('lock');
    await order('title', 'Launch');
    await order('password', 'sesame');
    await order('slow', 5_000);
    const set = { locked: true, title: 'Launch', needsPassword: true, slow: 5_000 };
    expect(await factsNow()).toMatchObject(set);
    await order('unlock');
    await order('title', '');
    await order('password');
    await order('slow', 0);
    const facts = await factsNow();
    expect(facts).toMatchObject({ locked: false, needsPassword: false });
    expect(facts).not.toHaveProperty('title');
    expect(facts).not.toHaveProperty('slow');
  });

  it('a lock keeps strangers out, over HTTP too, and lets seats and the host token in', async () => {
    const { room, hostToken, guest, order, knock } = await hosted();
    await order('lock');
    expect(await knock({})).toBe('locked');
    const seats = `/v1/rooms/${room}/seats`;
    expect(await refusal(service.url, seats, { body: { name: 'Bot' } })).toMatchObject({
      code: 'locked',
    });
    expect(await knock({ seat: guest.seat })).toBe('ok');
    expect(await knock({ hostToken, name: 'Host' })).toBe('ok');
    await takeSeat(service.url, room, { name: 'Bot', hostToken });
    await order('unlock');
    expect(await knock({})).toBe('ok');
  });

  it('[W8] a password is asked of strangers from then on, not of live seats', async () => {
    const { guest, order, knock } = await hosted();
    await order('password', 'sesame');
    expect(await knock({})).toBe('password_required');
    expect(await knock({ password: 'sesame' })).toBe('ok');
    await order('password', 'open up');
    expect(await knock({ password: 'sesame' })).toBe('password_required');
    expect(await knock({ password: 'open up' })).toBe('ok');
    expect(await knock({ seat: guest.seat })).toBe('ok');
    await order('password');
    expect(await knock({})).toBe('ok');
  });

  it('[W4] the host token is renewed: the old one is void at once, over a crash too', async () => {
    const { room, hostToken, host, guest, knock, enter } = await hosted();
    const order = { type: 'moderate', room, action: 'hosttoken' };
    expect(await guest.client.refused(order)).toMatchObject({ code: 'forbidden' });
    const head = (await host.client.history(room)).seq;
    const renewed = await host.client.ok<Committed & { hostToken: string }>(order);
    expect(renewed).toMatchObject({ seq: head, at: expect.any(Number) });
    expect(await knock({ hostToken })).toBe('unauthorized');
    expect(await knock({ hostToken: renewed.hostToken })).toBe('ok');
    await service.crashAndRestart();
    expect(await knock({ hostToken })).toBe('unauthorized');
    const back = await enter({ seat: host.seat });
    expect(back.self.host).toBe(true);
    const again = await back.client.ok<{ hostToken: string }>(order);
    expect(again.hostToken).not.toBe(renewed.hostToken);
    const seen = JSON.stringify([guest.client.frames, await back.client.history(room)]);
    expect(seen).not.toContain(renewed.hostToken);
    expect(service.output).not.toContain(renewed.hostToken);
  });

  it('[W4] a creation’s key brings neither the old host token nor a renewed one', async () => {
    const body = { key: freshKey() };
    const { facts, hostToken } = await createRoom(service.url, body);
    const host = await service.open();
    await host.join(facts.code, { name: 'Host', hostToken });
    expect((await createRoom(service.url, body)).hostToken).toBe(hostToken);
    await host.ok({ type: 'moderate', room: facts.code, action: 'hosttoken' });
    const refused = await refusal(service.url, '/v1/rooms', { body });
    expect(refused).toMatchObject({ code: 'forbidden' });
  });

  it('[W4] the password is in no event', async () => {
    const { room, host, order } = await hosted();
    await order('password', 'a-password-to-look-for');
    const seen = JSON.stringify([host.client.frames, await host.client.history(room)]);
    expect(seen).not.toContain('a-password-to-look-for');
  });
});

describe('slow mode', () => {
  it('[W2] holds members to its time, says how long, and lets hosts and duplicates through', async () => {
    const { room, host, guest, order } = await hosted();
    await order('slow', 60_000);
    const key = freshKey();
    const { seq } = await guest.client.post(room, 'one', key);
    const next = { type: 'send', room, key: freshKey(), text: 'two' };
    const { code, retryAfter = 0 } = await guest.client.refused(next);
    expect(code).toBe('slow_mode');
    expect(retryAfter).toBeGreaterThan(50_000);
    expect(retryAfter).toBeLessThanOrEqual(60_000);
    expect(await guest.client.post(room, 'one', key)).toMatchObject({ seq, duplicate: true });
    const body = { key: freshKey(), text: 'by HTTP' };
    const path = `/v1/rooms/${room}/messages`;
    const over = await refusal(service.url, path, { body, seat: guest.seat });
    expect(over.code).toBe('slow_mode');
    for (const text of ['a', 'b']) await host.client.post(room, text, freshKey());
    await order('slow', 0);
    await guest.client.ok(next);
  });

  it('counts over a crash', async () => {
    const { room, guest, order, enter } = await hosted();
    await order('slow', 60_000);
    await guest.client.post(room, 'one', freshKey());
    await service.crashAndRestart();
    const back = await enter({ seat: guest.seat });
    const next = { type: 'send', room, key: freshKey(), text: 'two' };
    expect(await back.client.refused(next)).toMatchObject({ code: 'slow_mode' });
  });
});

describe('the end of a room', () => {
  it('close: its ok has the head and comes before closed erased; then there is no room', async () => {
    const { room, host, guest, enter, knock } = await hosted();
    const tab = await enter({ seat: host.seat });
    const { seq: head } = await guest.client.post(room, 'last words', freshKey());
    const done = await host.client.ok<Committed>({ type: 'moderate', room, action: 'close' });
    expect(done.seq).toBe(head);
    for (const { client } of [host, guest, tab]) {
      const closed = await client.frame(({ type }) => type === 'closed');
      expect(closed).toMatchObject({ room, code: 'erased' });
    }
    const types = host.client.frames.map(({ type }) => type);
    expect(types.indexOf('closed')).toBe(types.lastIndexOf('ok') + 1);
    expect(guest.client.pushedSeqs(room).at(-1)).toBe(head);
    expect(await knock({ seat: host.seat })).toBe('not_found');
    const late = { type: 'history', room };
    expect(await guest.client.refused(late)).toMatchObject({ code: 'not_found' });
  });

  it('DELETE answers 204, everyone gets closed erased, and nothing is there after a crash', async () => {
    const { room, host, guest } = await hosted();
    const path = `/v1/rooms/${room}`;
    const done = await ask(service.url, path, { method: 'DELETE', seat: host.seat });
    expect([done.status, done.text]).toEqual([204, '']);
    for (const { client } of [host, guest]) {
      const closed = await client.frame(({ type }) => type === 'closed');
      expect(closed).toMatchObject({ room, code: 'erased' });
    }
    const again = await refusal(service.url, path, { method: 'DELETE', seat: host.seat });
    expect(again.code).toBe('not_found');
    await service.crashAndRestart();
    expect((await refusal(service.url, path)).code).toBe('not_found');
  });
});
