import { describe, expect, it } from 'vitest';
import { rename } from './seats.js';
import { World } from './testing.js';

const forbidden = { code: 'forbidden', message: expect.stringContaining('Choose another') };

async function hosted() {
  const world = new World();
  const { code, hostToken } = await world.room();
  const host = await world.joinAs(code, 'Ana Lee', { hostToken });
  const call = (seat: string, name: string) => world.use(code, (room) => rename(room, seat, name));
  return { world, code, hostToken, host, call };
}

describe("a host's name", () => {
  it.each([
    'Ana Lee',
    'ana lee',
    'AnaLee',
    'Ａｎａ Ｌｅｅ',
    'Ana\u00ad Lee\u3164',
    '\u0301Ana Lee',
  ])('[W19] is refused to a guest who joins: %s', async (name) => {
    const { world, code } = await hosted();
    await expect(world.joinAs(code, name)).rejects.toMatchObject(forbidden);
    expect(world.visitor.wrongs).toBe(0);
  });

  it('[W19] is refused to a guest who renames', async () => {
    const { world, code, call } = await hosted();
    const { self } = await world.joinAs(code, 'Bo');
    await expect(call(self.id, 'ANA LEE')).rejects.toMatchObject(forbidden);
    expect(await call(self.id, 'Anna Lee')).not.toHaveProperty('duplicate');
  });

  it('[W19] is free to other hosts, and its bearer may spell it otherwise', async () => {
    const { world, code, hostToken, host, call } = await hosted();
    await world.joinAs(code, 'ana lee', { hostToken });
    expect(await call(host.self.id, 'ana LEE')).not.toHaveProperty('duplicate');
  });

  it('[W19] is free again when its last bearer has another, or has left', async () => {
    const { world, code, hostToken, host, call } = await hosted();
    const twin = await world.joinAs(code, 'Ana Lee', { hostToken });
    await call(host.self.id, 'Cleo');
    await expect(world.joinAs(code, 'Ana Lee')).rejects.toMatchObject(forbidden);
    await world.use(code, (room) => room.endSeat(twin.self.id, 'left'));
    await world.joinAs(code, 'Ana Lee');
    await expect(world.joinAs(code, 'cleo')).rejects.toMatchObject(forbidden);
  });

  it('[W19] is kept from guests after a restart, and from when a guest is promoted', async () => {
    const { world, code, hostToken } = await hosted();
    const bo = await world.joinAs(code, 'Bo');
    await world.join(code, world.link(), { seat: bo.seat, hostToken });
    world.restart();
    for (const name of ['Ana Lee', 'bo']) {
      await expect(world.joinAs(code, name)).rejects.toMatchObject(forbidden);
    }
  });

  it('[W19] does not keep a guest out who bore it before', async () => {
    const world = new World();
    const { code, hostToken } = await world.room();
    const guest = await world.joinAs(code, 'Ana');
    await world.joinAs(code, 'Ana', { hostToken });
    const back = await world.join(code, world.link(), { seat: guest.seat, name: 'Ana' });
    expect(back.self.id).toBe(guest.self.id);
  });
});

it("[W19] a verified member's name is refused to guests like a host's", async () => {
  const world = new World();
  const { code } = await world.room();
  const { self } = await world.joinAs(code, 'Mia');
  await world.use(code, async (room) => {
    await room.append({ seats: [{ ...room.seat(self.id), verified: true }] });
  });
  await expect(world.joinAs(code, 'mia')).rejects.toMatchObject(forbidden);
});
