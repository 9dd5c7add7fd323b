import { expect, it } from 'vitest';
import { moderate, type RoomOrder } from './moderating.js';
import { post } from './posting.js';
import { World } from './testing.js';

async function hosted(world = new World()) {
  const { code, hostToken } = await world.room();
  const link = world.link();
  const host = await world.join(code, link, { name: 'Host', hostToken });
  const guestLink = world.link();
  const guest = await world.join(code, guestLink, { name: 'Guest' });
  const order = (what: RoomOrder, seat = host.self.id) =>
    world.use(code, async (room) => {
      const replies: object[] = [];
      await moderate(room, { seat, network: link.network }, what, (done) => replies.push(done));
      expect(replies).toHaveLength(1);
      return replies[0];
    });
  const say = (key: string, seat = guest.self.id) =>
    world.use(code, (room) => post(room, seat, { key, text: key }));
  return { world, code, hostToken, host, guest, link, guestLink, order, say };
}

const ORDERS: [RoomOrder, object, object][] = [
  [{ action: 'lock' }, { locked: true }, { locked: true }],
  [{ action: 'title', value: 'New' }, { title: 'New' }, { title: 'New' }],
  [{ action: 'password', value: 'sesame' }, { needsPassword: true }, { needsPassword: true }],
  [{ action: 'slow', value: 5_000 }, { slow: 5_000 }, {}],
];

it.each(ORDERS)('$action makes one room event, once [W7]', async (what, fields, facts) => {
  const { world, code, order, host, guestLink } = await hosted();
  expect(await order(what)).toMatchObject({ seq: 3 });
  const event = guestLink.events.at(-1);
  expect(event).toEqual({ seq: 3, at: event?.at, by: host.self, kind: 'room', ...fields });
  expect(await order(what)).toMatchObject({ seq: 3, duplicate: true });
  world.restart();
  expect(await order(what)).toMatchObject({ seq: 3, duplicate: true });
  await world.use(code, async (room) => expect(room.facts).toMatchObject(facts));
});

const BACK: [RoomOrder, RoomOrder, object][] = [
  [{ action: 'lock' }, { action: 'unlock' }, { locked: false }],
  [{ action: 'title', value: 'New' }, { action: 'title', value: '' }, { title: '' }],
  [{ action: 'password', value: 'x' }, { action: 'password' }, { needsPassword: false }],
  [{ action: 'slow', value: 5_000 }, { action: 'slow', value: 0 }, { slow: 0 }],
];

it.each(BACK)('$action is taken back, and then it is so already', async (what, back, fields) => {
  const { world, code, order, guestLink } = await hosted();
  expect(await order(back)).toMatchObject({ seq: 2, duplicate: true });
  await order(what);
  expect(await order(back)).toMatchObject({ seq: 4 });
  expect(guestLink.events.at(-1)).toMatchObject({ kind: 'room', ...fields });
  expect(await order(back)).toMatchObject({ duplicate: true });
  await world.use(code, async ({ facts }) => {
    expect(facts).not.toHaveProperty('title');
    expect(facts).toMatchObject({ locked: false, needsPassword: false });
  });
});

it('is for hosts only', async () => {
  const { order, guest } = await hosted();
  for (const [what] of [...ORDERS, ...BACK]) {
    await expect(order(what, guest.self.id)).rejects.toMatchObject({ code: 'forbidden' });
  }
});

it('a lock keeps strangers out, and lets seats, their keys and the host token in', async () => {
  const { world, code, hostToken, guest, order } = await hosted();
  const key = 'a-key-of-sixteen-or-more';
  await world.joinAs(code, 'Keyed', { key });
  await order({ action: 'lock' });
  await expect(world.joinAs(code, 'New')).rejects.toMatchObject({ code: 'locked' });
  await world.joinAs(code, 'Keyed', { key });
  await world.joinAs(code, 'Guest', { seat: guest.seat });
  await world.joinAs(code, 'Second host', { hostToken });
  await order({ action: 'unlock' });
  await world.joinAs(code, 'New');
});

it('who asks to come in after a lock that is under way stays out', async () => {
  const { world, code, order, link } = await hosted();
  const locking = order({ action: 'lock' });
  await expect(world.joinAs(code, 'New')).rejects.toMatchObject({ code: 'locked' });
  await locking;
  expect(link.events.at(-1)).toMatchObject({ kind: 'room' });
});

it('who is having a password checked while the room is locked stays out', async () => {
  const { world, code, order } = await hosted();
  await order({ action: 'password', value: 'sesame' });
  const joining = world.joinAs(code, 'New', { password: 'sesame' });
  await order({ action: 'lock' });
  await expect(joining).rejects.toMatchObject({ code: 'locked' });
});

it('a new password is asked of strangers from then on', async () => {
  const { world, code, order } = await hosted();
  await order({ action: 'password', value: 'sesame' });
  await order({ action: 'password', value: 'open up' });
  const old = world.joinAs(code, 'New', { password: 'sesame' });
  await expect(old).rejects.toMatchObject({ code: 'password_required' });
  await world.joinAs(code, 'New', { password: 'open up' });
});

it('slow mode holds a member to its time, and no host', async () => {
  const { world, order, say, host } = await hosted();
  await say('before it');
  await world.clock.pass(2_000);
  await order({ action: 'slow', value: 5_000 });
  const tooSoon = { code: 'slow_mode', retryAfter: 3_000 };
  await expect(say('a')).rejects.toMatchObject(tooSoon);
  await world.clock.pass(3_000);
  expect(await say('a')).toMatchObject({ seq: 5 });
  await expect(say('b')).rejects.toMatchObject({ code: 'slow_mode', retryAfter: 5_000 });
  expect(await say('a')).toMatchObject({ seq: 5, duplicate: true });
  await say('h1', host.self.id);
  await say('h2', host.self.id);
  await order({ action: 'slow', value: 0 });
  await say('b');
});

it('slow mode lets one of several messages at once through, and counts none that failed', async () => {
  const { world, code, order, say, guest } = await hosted();
  await order({ action: 'slow', value: 5_000 });
  const reply = { key: 'r', text: 'to nothing', replyTo: 99 };
  const vain = world.use(code, (room) => post(room, guest.self.id, reply));
  await expect(vain).rejects.toMatchObject({ code: 'not_found' });
  const sent = await Promise.allSettled(['a', 'b', 'c'].map((key) => say(key)));
  expect(sent.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
});

it('slow mode makes nobody wait longer because the clock was set back', async () => {
  const { world, order, say } = await hosted();
  await order({ action: 'slow', value: 5_000 });
  await say('a');
  await world.clock.pass(-3_600_000);
  await expect(say('b')).rejects.toMatchObject({ code: 'slow_mode', retryAfter: 5_000 });
  await world.clock.pass(5_000);
  await say('b');
  await world.clock.pass(5_000);
  await say('c');
});

it('slow mode counts over a restart', async () => {
  const { world, order, say } = await hosted();
  await order({ action: 'slow', value: 60_000 });
  await say('a');
  await world.clock.pass(10_000);
  world.restart();
  await expect(say('b')).rejects.toMatchObject({ code: 'slow_mode', retryAfter: 50_000 });
  await world.clock.pass(50_000);
  expect(await say('b')).toMatchObject({ seq: 5 });
});

it('close erases: the answer comes before anyone is told, with the head', async () => {
  const { world, code, host, link, guestLink } = await hosted();
  const told: unknown[] = [];
  await world.use(code, (room) =>
    moderate(room, { seat: host.self.id, network: '' }, { action: 'close' }, (done) => {
      told.push(done, [...link.closedWith, ...guestLink.closedWith]);
    }),
  );
  expect(told).toEqual([{ seq: 2, at: expect.any(Number) }, []]);
  expect([...link.closedWith, ...guestLink.closedWith]).toEqual(['erased', 'erased']);
  expect(link.events).toHaveLength(1);
  expect(await world.rooms.use(code, async () => 'there')).toBeUndefined();
});

it('of two who close at once one does, and the other finds no room', async () => {
  const { order } = await hosted();
  const close = () => order({ action: 'close' });
  const [first, second] = await Promise.allSettled([close(), close()]);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({ reason: { code: 'not_found' } });
});
