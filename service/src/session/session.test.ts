import { commandSchema } from '@roomlet/sdk/protocol';
import { describe, expect, it } from 'vitest';
import { World } from '../room/testing.js';
import { Session } from './session.js';
import { Visitors } from './visitors.js';

const FREELY = { burst: 1_000, refill: 1_000, per: 1_000 };

/** A world with an address, and connections from it. */
function stage() {
  const world = new World();
  const rates = {
    ...{ joins: FREELY, guesses: FREELY, rooms: FREELY, httpReads: FREELY, lookups: FREELY },
    badFrames: { burst: 100, refill: 100, per: 60_000 },
  };
  const visitors = new Visitors({ rates, now: () => world.clock.now() });
  const context = {
    ...{ rooms: world.rooms, clock: world.clock, joinedWithin: 30_000, refusedJoins: 20 },
    schema: commandSchema(world.settings.limits),
    report: (error: unknown) => {
      throw error;
    },
  };
  const connect = (address = '192.0.2.1') => {
    const replies: { type: string; code?: string }[] = [];
    const closes: number[] = [];
    const socket = {
      send: (frame: string) => replies.push(JSON.parse(frame)),
      close: (code: number) => {
        closes.push(code);
        session.end();
      },
      ...{ subscribe() {}, unsubscribe() {}, publish() {} },
    };
    const session = new Session(socket, visitors.at(address), context);
    const give = async (command: object) => {
      const frame = JSON.stringify({ id: 1, ...command });
      session.text(frame, frame.length);
      await world.clock.pass(1);
    };
    const nonsense = () => session.text('nonsense', 8);
    return { replies, closes, give, nonsense };
  };
  return { world, connect };
}

describe('a connection', () => {
  it('[W13] without any join tried is closed after 10 s with 4003', async () => {
    const { world, connect } = stage();
    const { closes } = connect();
    await world.clock.pass(9_999);
    expect(closes).toEqual([]);
    await world.clock.pass(1);
    expect(closes).toEqual([4003]);
  });

  it('[W13] whose joins are refused is closed 30 s after its opening with 4003', async () => {
    const { world, connect } = stage();
    const { closes, give } = connect();
    await world.clock.pass(8_000);
    await give({ type: 'join', room: 'bbb-bbb-bbb', name: 'Ana' });
    await world.clock.pass(21_990);
    expect(closes).toEqual([]);
    await world.clock.pass(9);
    expect(closes).toEqual([4003]);
  });

  it('[W13] that has joined stays, whatever joins of it are refused afterwards', async () => {
    const { world, connect } = stage();
    const { code } = await world.room();
    const { closes, give, replies } = connect();
    await give({ type: 'join', room: code, name: 'Ana' });
    expect(replies).toMatchObject([{ type: 'ok' }]);
    for (let n = 0; n < 30; n++) await give({ type: 'join', room: 'bbb-bbb-bbb', name: 'Ana' });
    await world.clock.pass(100_000);
    expect(closes).toEqual([]);
  });

  it('[W13] is closed with 4003 by the answer to its 20th refused join', async () => {
    const { connect } = stage();
    const { closes, give, replies } = connect();
    for (let n = 0; n < 19; n++) await give({ type: 'join', room: 'bbb-bbb-bbb', name: 'Ana' });
    expect(closes).toEqual([]);
    await give({ type: 'join', room: 'bbb-bbb-bbb', name: 'Ana' });
    expect(replies).toHaveLength(20);
    expect(closes).toEqual([4003]);
  });

  it('[W1] takes its address’s unreadable frames along: the 101st in a minute closes it with 4201', async () => {
    const { world, connect } = stage();
    for (let n = 0; n < 10; n++) {
      const { closes, nonsense } = connect();
      for (let i = 0; i < 10; i++) nonsense();
      expect(closes).toEqual([]);
    }
    const [next, other] = [connect(), connect('192.0.2.2')];
    next.nonsense();
    other.nonsense();
    expect([next.closes, other.closes]).toEqual([[4201], []]);
    await world.clock.pass(6_000);
    const later = connect();
    later.nonsense();
    expect(later.closes).toEqual([]);
    expect(later.replies).toMatchObject([{ code: 'bad_request' }]);
  });
});
