import { expect, it } from 'vitest';
import { type FakeLink, World } from './testing.js';

async function crowd(world: World, count: number) {
  const { code } = await world.room();
  const links = [];
  for (let i = 0; i < count; i++) {
    const link = world.link();
    links.push(link);
    await world.join(code, link, { name: `n${i}` });
  }
  return { code, links };
}

it('[W14] up to 100 seats each join is logged and each presence told by name', async () => {
  const { links } = await crowd(new World(), 100);
  const [first] = links;
  expect(first?.events).toHaveLength(99);
  expect(first?.signals).toHaveLength(99);
  expect(first?.signals.at(-1)).toMatchObject({ online: 100, members: [{ online: true }] });
});

it('[W14] above 100 seats presence is a count, at most once a second, and joins are not logged', async () => {
  const world = new World();
  const { code, links } = await crowd(world, 110);
  const [first] = links;
  expect(first?.events).toHaveLength(99);
  expect(first?.signals).toHaveLength(100);
  await world.clock.pass(1_000);
  expect(first?.signals.slice(99)).toEqual([
    { kind: 'presence', online: 101 },
    { kind: 'presence', online: 110 },
  ]);
  const late = await world.join(code, world.link(), { name: 'late' });
  expect(late.members).toHaveLength(100);
  expect(late.online).toBe(111);
});

it('[W14] who leaves a crowd without a left in the log is missed in the count', async () => {
  const world = new World();
  const { code, links } = await crowd(world, 102);
  await world.clock.pass(5_000);
  const seats = await world.use(code, async ({ state }) => [...state.seats.keys()]);
  await world.use(code, (room) => room.endSeat(seats[101] ?? '', 'left'));
  await world.clock.pass(1_000);
  expect(links[0]?.signals.at(-1)).toEqual({ kind: 'presence', online: 101 });
});

it('[W14] who leaves a crowd with a left in the log is told of in the count as well', async () => {
  const world = new World();
  const { code, links } = await crowd(world, 103);
  await world.clock.pass(5_000);
  const [, second = '', third = '', fourth = ''] = await world.use(code, async ({ state }) => [
    ...state.seats.keys(),
  ]);
  const end = (seat: string) => world.use(code, (room) => room.endSeat(seat, 'left'));
  await end(second);
  await world.clock.pass(1_000);
  expect(links[0]?.signals.at(-1)).toEqual({ kind: 'presence', online: 102 });
  await end(third);
  await world.clock.pass(5_000);
  expect(links[0]?.signals.at(-1)).toEqual({ kind: 'presence', online: 101 });
  // The one that ends the crowd is told by name.
  await end(fourth);
  const members = [{ id: fourth, online: false }];
  expect(links[0]?.signals.at(-1)).toEqual({ kind: 'presence', online: 100, members });
});

it('[W14] left is logged only for seats whose joined was', async () => {
  const world = new World();
  const { code, links } = await crowd(world, 101);
  const seats = await world.use(code, async ({ state }) => [...state.seats.keys()]);
  await world.use(code, (room) => room.endSeat(seats[100] ?? '', 'left'));
  expect(links[0]?.events.at(-1)).toMatchObject({ kind: 'joined' });
  await world.use(code, (room) => room.endSeat(seats[99] ?? '', 'left'));
  expect(links[0]?.events.at(-1)).toMatchObject({ kind: 'left', by: { name: 'n99' } });
});

it('[W14] those who stay hear the new count when a seat ends, also where its left is logged', async () => {
  const world = new World();
  const { code, links } = await crowd(world, 3);
  const [, second] = await world.use(code, async ({ state }) => [...state.seats.keys()]);
  await world.use(code, (room) => room.endSeat(second ?? '', 'left'));
  const gone = { kind: 'presence', online: 2, members: [{ id: second, online: false }] };
  expect(links[0]?.signals.at(-1)).toEqual(gone);
});

it('[W14] a seat whose connection was gone before the answer is told to be away', async () => {
  const world = new World();
  const { code, links } = await crowd(world, 1);
  const gone = world.link();
  gone.open = false;
  await expect(world.join(code, gone, { name: 'Bo' })).rejects.toThrow('no reply');
  const [, id] = await world.use(code, async ({ state }) => [...state.seats.keys()]);
  expect(links[0]?.signals).toEqual([
    { kind: 'presence', online: 1, members: [{ id, online: false }] },
  ]);
});

it('a seat that comes and goes too often is told of a second later, as it is then', async () => {
  const world = new World();
  const { code, links } = await crowd(world, 2);
  await world.clock.pass(5_000);
  const told = () => links[0]?.signals.slice(1) ?? [];
  const tab = world.link();
  const { seat, self } = await world.join(code, tab, { name: 'Ana' });
  await world.use(code, async (room) => {
    for (let n = 0; n < 20; n++) {
      room.detach(tab);
      room.attach(self.id, tab);
    }
  });
  expect(told()).toHaveLength(2);
  await world.clock.pass(1_000);
  const { id } = self;
  expect(told().slice(2)).toEqual([
    { kind: 'presence', online: 3, members: [{ id, online: true }] },
  ]);
  await world.clock.pass(60_000);
  expect(told()).toHaveLength(3);
  expect(seat).toBeTruthy();
});

it('[W14] above 100 seats hosts, and they only, are told of who comes and goes unlogged', async () => {
  const world = new World();
  const { code, hostToken } = await world.room();
  const [host, tab, guest] = [world.link(), world.link(), world.link()];
  const { seat } = await world.join(code, host, { name: 'Host', hostToken });
  await world.join(code, tab, { seat });
  await world.join(code, guest, { name: 'Guest' });
  for (let n = 3; n <= 100; n++) await world.joinAs(code, `n${n}`);
  const told = (link: FakeLink) => link.signals.filter(({ kind }) => /joined|left/.test(kind));
  expect(told(host)).toEqual([]);
  const late = await world.joinAs(code, 'late');
  const joined = { kind: 'joined', member: { id: late.self.id, name: 'late' } };
  expect([told(host), told(tab), told(guest)]).toEqual([[joined], [joined], []]);
  await world.join(code, world.link(), { seat: late.seat });
  await world.use(code, (room) => room.endSeat(late.self.id, 'left'));
  expect(told(host)).toEqual([joined, { kind: 'left', member: late.self.id }]);
  expect(told(guest)).toEqual([]);
});

it('[W14] a seat whose joined is logged is told of by its events alone', async () => {
  const world = new World();
  const { code, hostToken } = await world.room();
  const host = world.link();
  await world.join(code, host, { name: 'Host', hostToken });
  const early = await world.joinAs(code, 'early');
  for (let n = 3; n <= 101; n++) await world.joinAs(code, `n${n}`);
  await world.use(code, (room) => room.endSeat(early.self.id, 'left'));
  expect(host.events.at(-1)).toMatchObject({ kind: 'left', by: { name: 'early' } });
  expect(host.signals.filter(({ kind }) => kind === 'left')).toEqual([]);
});

it('[W14] a guest who becomes a host is told from then on', async () => {
  const world = new World();
  const { code, hostToken } = await world.room();
  const link = world.link();
  const { seat } = await world.join(code, link, { name: 'Ana' });
  for (let n = 2; n <= 101; n++) await world.joinAs(code, `n${n}`);
  expect(link.signals.filter(({ kind }) => kind === 'joined')).toEqual([]);
  await world.join(code, link, { seat, hostToken });
  await world.joinAs(code, 'late');
  expect(link.signals.filter(({ kind }) => kind === 'joined')).toHaveLength(1);
});
