import { describe, expect, it } from 'vitest';
import { refusalOf } from './refusal.js';
import { fakeVisitor, settled, World } from './testing.js';

const PASSWORD = 'sesame';
const full = { code: 'room_full' };
const bounds = {
  rate: { burst: 100, refill: 100, per: 60_000 },
  ...{ perAddress: 100, perRoom: 100, inAll: 100 },
};

/** How many of these were answered, and with which codes the others were refused. */
async function outcomes(joins: Promise<unknown>[]) {
  const settled = await Promise.allSettled(joins);
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
  return { joined: settled.length - refused.length, refused: [...new Set(refused)] };
}

describe('before a password is looked at', () => {
  /** A world in which looking at a password would fail: no address may have one worked on. */
  async function blind(limits: object = {}) {
    const world = new World({ passwords: { ...bounds, inAll: 0 } }, limits);
    const { code, hostToken } = await world.room();
    await world.use(code, (room) => room.append({ patch: { passwordHash: 'unreadable' } }));
    return { world, code, hostToken };
  }

  it('a join without a name is bad_request and costs nothing', async () => {
    const { world, code } = await blind();
    const join = world.join(code, world.link(), { password: PASSWORD });
    await expect(join).rejects.toMatchObject({ code: 'bad_request' });
    expect(world.visitor).toMatchObject({ wrongs: 0, seats: 0 });
  });

  it('a full room is room_full, and lets the host token in', async () => {
    const { world, code, hostToken } = await blind({ membersPerRoom: 1 });
    await world.joinAs(code, 'Host', { hostToken });
    await expect(world.joinAs(code, 'Ana', { password: PASSWORD })).rejects.toMatchObject(full);
    await world.joinAs(code, 'Second host', { hostToken });
    expect(world.visitor).toMatchObject({ wrongs: 0, seats: 2 });
  });

  it('used up guesses, a copied name, a lock and a missing password refuse', async () => {
    const { world, code, hostToken } = await blind();
    const { self } = await world.joinAs(code, 'Host', { hostToken });
    const join = (name: string, password?: string) => world.joinAs(code, name, { password });
    await expect(join('host', PASSWORD)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(join('Ana')).rejects.toMatchObject({ code: 'password_required' });
    await world.use(code, (room) => room.append({ patch: { locked: true } }));
    await expect(join('Ana', PASSWORD)).rejects.toMatchObject({ code: 'locked' });
    world.visitor.usedUp = true;
    await expect(join('Ana', PASSWORD)).rejects.toThrow('used up');
    expect(world.visitor).toMatchObject({ wrongs: 0, seats: 1 });
    expect(self.host).toBe(true);
  });

  it('a queue without a place is unavailable, and gives the seat’s charge back', async () => {
    const { world, code } = await blind();
    const error = await world.joinAs(code, 'Ana', { password: PASSWORD }).catch((why) => why);
    expect(refusalOf(error)).toMatchObject({ code: 'unavailable', retryAfter: 2_000 });
    expect(world.visitor).toMatchObject({ wrongs: 0, seats: 0 });
  });
});

describe('a password', () => {
  it('costs a guess when it is wrong, and a seat when it is right', async () => {
    const world = new World();
    const { code } = await world.room(PASSWORD);
    const wrong = world.joinAs(code, 'Ana', { password: 'open' });
    await expect(wrong).rejects.toMatchObject({ code: 'password_required' });
    expect(world.visitor).toMatchObject({ wrongs: 1, seats: 0 });
    await world.joinAs(code, 'Ana', { password: PASSWORD });
    expect(world.visitor).toMatchObject({ wrongs: 1, seats: 1 });
  });

  it('of a new room costs no room when its turn can’t come', async () => {
    const world = new World({ passwords: { ...bounds, inAll: 0 } });
    await expect(world.room(PASSWORD)).rejects.toMatchObject({ name: 'PasswordQueueFull' });
    expect(world.visitor.rooms).toBe(0);
    await world.room();
    expect(world.visitor.rooms).toBe(1);
  });
});

describe('many joins at once', () => {
  it.each([undefined, PASSWORD])(
    'fill a room to its last place and no further: %s',
    async (password) => {
      const world = new World({}, { membersPerRoom: 3 });
      const { code } = await world.room(password);
      const joins = Array.from({ length: 6 }, (_, n) => world.joinAs(code, `A${n}`, { password }));
      expect(await outcomes(joins)).toEqual({ joined: 3, refused: ['room_full'] });
      expect(world.visitor).toMatchObject({ wrongs: 0, seats: 3 });
    },
  );

  it.each([undefined, PASSWORD])(
    'give one network no more than its seats: %s',
    async (password) => {
      const world = new World({}, { seatsPerAddress: 3 });
      const { code } = await world.room(password);
      const joins = Array.from({ length: 6 }, (_, n) => world.joinAs(code, `A${n}`, { password }));
      expect(await outcomes(joins)).toEqual({ joined: 3, refused: ['room_full'] });
    },
  );
});

describe('the seats of one network in a room', () => {
  async function crowded() {
    const world = new World({}, { seatsPerAddress: 2 });
    const { code, hostToken } = await world.room();
    const seats = [await world.joinAs(code, 'Ana'), await world.joinAs(code, 'Ben')];
    const elsewhere = (name: string, more: object = {}) =>
      world.join(code, world.link(), { name, ...more }, fakeVisitor('198.51.100.7'));
    return { world, code, hostToken, seats, elsewhere };
  }

  it('are bounded; the words say that it is about the network', async () => {
    const { world, code, elsewhere } = await crowded();
    const refused = { ...full, message: expect.stringContaining('network') };
    await expect(world.joinAs(code, 'Cleo')).rejects.toMatchObject(refused);
    await elsewhere('Cleo');
    const other = await world.room();
    await world.joinAs(other.code, 'Cleo');
  });

  it('never keep out the host token, a live seat or a key', async () => {
    const { world, code, hostToken, seats } = await crowded();
    await world.joinAs(code, 'Host', { hostToken });
    await world.join(code, world.link(), { seat: seats[0]?.seat });
  });

  it('are fewer again when one has ended', async () => {
    const { world, code, seats } = await crowded();
    await world.use(code, (room) => room.endSeat(seats[0]?.self.id ?? '', 'left'));
    await world.joinAs(code, 'Cleo');
    await expect(world.joinAs(code, 'Dan')).rejects.toMatchObject(full);
  });

  it('stay the first network’s when they are used from another', async () => {
    const { world, code, seats, elsewhere } = await crowded();
    for (const { seat } of seats) await elsewhere('', { seat });
    await expect(world.joinAs(code, 'Cleo')).rejects.toMatchObject(full);
    await elsewhere('Cleo');
  });

  it('are known again after a restart when they come back', async () => {
    const { world, code, seats } = await crowded();
    world.restart();
    for (const { seat } of seats) await world.join(code, world.link(), { seat });
    await expect(world.joinAs(code, 'Cleo')).rejects.toMatchObject(full);
  });

  it('do not count one that came to nothing', async () => {
    const { world, code, elsewhere } = await crowded();
    await world.use(code, async (room) => {
      room.append = () => Promise.reject(new Error('the disk is gone'));
      for (const name of ['Cleo', 'Dan']) {
        await expect(elsewhere(name)).rejects.toThrow('the disk is gone');
      }
      expect(room.networks.isFull([{ name: '198.51.100.7', share: 1 }])).toBe(false);
    });
  });
});

describe('hosts who order without end', () => {
  it('keep a join waiting for five seconds, and its guess no longer', async () => {
    const world = new World();
    const { code } = await world.room();
    await world.use(code, async (room) => {
      let release = () => {};
      const held = room.turns.take(
        'room',
        () =>
          new Promise<void>((resolve) => {
            release = resolve;
          }),
      );
      const join = world.joinAs(code, 'Ana').catch((why) => why);
      await settled();
      await world.clock.pass(5_000);
      expect(refusalOf(await join)).toMatchObject({ code: 'unavailable', retryAfter: 2_000 });
      release();
      await held;
    });
    await world.joinAs(code, 'Ana');
    expect(world.visitor).toMatchObject({ wrongs: 0, seats: 1 });
  });
});
