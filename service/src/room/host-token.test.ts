import { describe, expect, it } from 'vitest';
import { moderate, type Ordered } from './moderating.js';
import { World } from './testing.js';

const unauthorized = { code: 'unauthorized' };
const KEY = 'a-creation-key-of-sixteen';

async function hosted() {
  const world = new World();
  const { facts, hostToken } = await world.rooms.create({ key: KEY }, world.visitor);
  const { code } = facts;
  const link = world.link();
  const host = await world.join(code, link, { name: 'Host', hostToken });
  const renew = (seat = host.self.id) =>
    world.use(
      code,
      (room) =>
        new Promise<Ordered & { hostToken: string }>((resolve, reject) => {
          const by = { seat, network: link.network };
          moderate(room, by, { action: 'hosttoken' }, resolve as never).catch(reject);
        }),
    );
  return { world, code, hostToken, host, link, renew };
}

describe('a renewed host token', () => {
  it('is good, the old one is void, no event tells of it, and it outlives a restart', async () => {
    const { world, code, hostToken, link, renew } = await hosted();
    const renewed = await renew();
    expect(renewed).toEqual({ seq: 1, at: expect.any(Number), hostToken: expect.any(String) });
    for (const _ of [1, 2]) {
      const old = world.joinAs(code, 'Ana', { hostToken });
      await expect(old).rejects.toMatchObject(unauthorized);
      const { self } = await world.joinAs(code, 'Ana', { hostToken: renewed.hostToken });
      expect(self.host).toBe(true);
      world.restart();
    }
    expect(world.visitor.wrongs).toBe(2);
    expect(JSON.stringify(link.heard)).not.toContain(renewed.hostToken);
    expect(link.events.every(({ kind }) => kind === 'joined')).toBe(true);
  });

  it('leaves hosts what they are', async () => {
    const { world, code, host, renew } = await hosted();
    await renew();
    const back = await world.join(code, world.link(), { seat: host.seat });
    expect(back.self.host).toBe(true);
    await renew();
  });

  it('is void for joins that came after the order, though it is not kept yet', async () => {
    const { world, code, hostToken, renew } = await hosted();
    const guest = await world.joinAs(code, 'Ben');
    const [renewed, ...late] = await Promise.allSettled([
      renew(),
      ...Array.from({ length: 50 }, (_, n) => world.joinAs(code, `A${n}`, { hostToken })),
      world.join(code, world.link(), { seat: guest.seat, hostToken }),
    ]);
    expect(renewed.status).toBe('fulfilled');
    expect(new Set(late.map((one) => one.status === 'rejected' && one.reason.code))).toEqual(
      new Set(['unauthorized']),
    );
    await world.use(code, async ({ state }) => expect([...state.hosts]).toHaveLength(1));
  });

  it('makes each of several renewals at once void but the last', async () => {
    const { world, code, renew } = await hosted();
    const tokens = (await Promise.all([renew(), renew(), renew()])).map((one) => one.hostToken);
    for (const hostToken of tokens.slice(0, -1)) {
      const join = world.joinAs(code, 'Ana', { hostToken });
      await expect(join).rejects.toMatchObject(unauthorized);
    }
    await world.joinAs(code, 'Ana', { hostToken: tokens.at(-1) });
  });

  it('comes by no creation key: neither the old token nor the new one', async () => {
    const { world, hostToken, renew } = await hosted();
    const again = () => world.rooms.create({ key: KEY }, world.visitor);
    expect((await again()).hostToken).toBe(hostToken);
    await renew();
    await expect(again()).rejects.toMatchObject({ code: 'forbidden' });
    world.restart();
    await expect(again()).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the host token is renewed', () => {
  it('by hosts who showed it, at once or with their seat later, not by guests', async () => {
    const { world, code, hostToken, renew } = await hosted();
    const guest = await world.joinAs(code, 'Ana');
    await expect(renew(guest.self.id)).rejects.toMatchObject({ code: 'forbidden' });
    await world.join(code, world.link(), { seat: guest.seat, hostToken });
    world.restart();
    await renew(guest.self.id);
  });

  it('not by hosts whom another host promoted, until they show it', async () => {
    const { world, code, hostToken, renew } = await hosted();
    const { self, seat } = await world.joinAs(code, 'Ana');
    await world.use(code, async (room) => {
      await room.append({ seats: [{ ...room.seat(self.id), host: true }] });
    });
    await expect(renew(self.id)).rejects.toMatchObject({ code: 'forbidden' });
    const { seq } = await world.join(code, world.link(), { seat, hostToken });
    expect((await renew(self.id)).seq).toBe(seq);
  });
});
