import { expect, it } from 'vitest';
import { type Pace, unpaced } from '../limits/pace.js';
import { Exports, type Pieces } from './exports.js';
import { post } from './posting.js';
import type { Room } from './room.js';
import { World } from './testing.js';

const HOUR = 3_600_000;

async function stage({ atOnce = 4, perSeat = 6, pace = unpaced as Pace } = {}) {
  const world = new World();
  const { code } = await world.room();
  const { self: ana } = await world.joinAs(code, 'Ana');
  const { self: bo } = await world.joinAs(code, 'Bo');
  const exports = new Exports({
    rules: { atOnce, perSeat: { burst: perSeat, refill: perSeat, per: HOUR } },
    now: () => world.clock.now(),
    pace,
  });
  const at = <T>(work: (room: Room) => Promise<T>) => world.use(code, work);
  const begin = (seat: string, network = seat) =>
    at(async (room) => exports.begin({ room, seat, network, format: 'txt' }));
  return { world, exports, at, begin, ana: ana.id, bo: bo.id };
}

async function whole(pieces: Pieces): Promise<string> {
  let all = '';
  for await (const piece of pieces) {
    // An empty piece would be the end of what is written out.
    expect(piece).not.toBe('');
    all += piece;
  }
  return all;
}

it('[W2] a second export of a seat at a time is rate_limited, and costs none', async () => {
  const { begin, ana, bo } = await stage({ perSeat: 2 });
  const first = await begin(ana);
  await expect(begin(ana)).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 10_000 });
  await begin(bo);
  await whole(first);
  await whole(await begin(ana));
});

it('[W2] exports of a seat are counted by the hour', async () => {
  const { begin, ana, world } = await stage({ perSeat: 2 });
  for (let n = 0; n < 2; n++) await whole(await begin(ana));
  const refused = { code: 'rate_limited', retryAfter: HOUR / 2 };
  await expect(begin(ana)).rejects.toMatchObject(refused);
  await world.clock.pass(HOUR / 2);
  await expect(begin(ana)).resolves.toBeDefined();
});

it('[W2] more exports than the service makes at a time are unavailable, and cost none', async () => {
  const { begin, exports, ana, bo } = await stage({ atOnce: 1, perSeat: 1 });
  const first = await begin(ana);
  await expect(begin(bo)).rejects.toMatchObject({ code: 'unavailable', retryAfter: 10_000 });
  expect(exports.size).toBe(1);
  await whole(first);
  await whole(await begin(bo));
  expect(exports.size).toBe(0);
});

it('a network gets half the places', async () => {
  const { begin, ana, bo } = await stage({ atOnce: 2 });
  await begin(ana, '192.0.2.1');
  await expect(begin(bo, '192.0.2.1')).rejects.toMatchObject({ code: 'unavailable' });
  await begin(bo, '192.0.2.2');
});

it('an export that nobody took a piece of lets go of its place and its room', async () => {
  const { begin, exports, ana } = await stage();
  (await begin(ana)).end();
  await Promise.resolve();
  await expect.poll(() => exports.size).toBe(0);
});

it('an export that is left in the middle lets go of its place', async () => {
  const { begin, exports, ana } = await stage();
  for await (const piece of await begin(ana)) {
    expect(piece).toContain('exported');
    break;
  }
  expect(exports.size).toBe(0);
});

it('an export that cannot be made to its end is refunded', async () => {
  const { begin, at, ana } = await stage({ perSeat: 1 });
  await at((room) => post(room, ana, { key: 'k', text: 'x' }));
  const broken = await begin(ana);
  await at(async (room) => {
    const { kept } = room;
    const between = kept.between;
    kept.between = () => Promise.reject(new Error('no'));
    await expect(whole(broken)).rejects.toThrow('no');
    kept.between = between;
  });
  await whole(await begin(ana));
});

it('each step of an export waits for its turn', async () => {
  let turns = 0;
  const pace: Pace = {
    turn: (_place, work) => {
      turns += 1;
      return work();
    },
  };
  const { begin, ana } = await stage({ pace });
  await whole(await begin(ana));
  // The heading, a page of each reading, and the end.
  expect(turns).toBe(4);
});
