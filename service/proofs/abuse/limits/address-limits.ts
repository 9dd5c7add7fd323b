import { Refusal } from '../../../conformance/bare-client.js';
import type { Case } from '../stage/group.js';
import { httpOutcome, inWaves, outcome, refusedBeyond } from '../stage/outcome.js';
import { from, type Stage } from '../stage/stage.js';
import { numbers, takeSeatOn } from './seat.js';

/** What one address may do, however it spreads it. */

async function opened(stage: Stage, address: string, count: number): Promise<string[]> {
  const outcomes: string[] = [];
  const clients = [];
  for (let n = 0; n < count; n++) {
    try {
      clients.push(await stage.open(address));
      outcomes.push('ok');
    } catch (error) {
      outcomes.push(error instanceof Refusal ? `${error.status}` : 'closed');
    }
  }
  await Promise.all(clients.map((client) => client.drop()));
  return outcomes;
}

function newSeat(stage: Stage, room: string, address: string, n: number): Promise<string> {
  const body = { name: `Seat ${n}` };
  return httpOutcome(stage.url, `/v1/rooms/${room}/seats`, { body, ...from(address) });
}

async function strikes(stage: Stage, address: string, count: number): Promise<string> {
  const client = await stage.open(address);
  for (let n = 0; n < count; n++) client.send('not a frame');
  const settled = client.settled().then(
    () => 'open',
    () => 'closed',
  );
  if ((await settled) === 'open') {
    await client.drop();
    return 'open';
  }
  return String(await client.closed);
}

export const ADDRESS_LIMITS: readonly Case<Stage>[] = [
  [
    '[W2] of 205 connections of one address the 201st',
    '429',
    async (stage) => refusedBeyond(await opened(stage, stage.address(), 205), 100, 200),
  ],
  [
    '[W2] of 205 connections of one IPv6 network the 201st',
    '429',
    async (stage) => {
      const address = (n: number) => `2001:db8:201:1::${n.toString(16)}`;
      const outcomes: string[] = [];
      const clients = [];
      for (const n of numbers(205)) {
        try {
          clients.push(await stage.open(address(n)));
          outcomes.push('ok');
        } catch (error) {
          outcomes.push(error instanceof Refusal ? `${error.status}` : 'closed');
        }
      }
      await Promise.all(clients.map((client) => client.drop()));
      return refusedBeyond(outcomes, 100, 200);
    },
  ],
  [
    '[W2] of 70 new seats at once over HTTP the 61st',
    'rate_limited',
    async (stage) => {
      const rooms = await Promise.all(numbers(10).map(async () => (await stage.room()).facts.code));
      const address = stage.address();
      const outcomes = await Promise.all(
        numbers(70).map((n) => newSeat(stage, rooms[n % 10] ?? '', address, n)),
      );
      return refusedBeyond(outcomes, 55, 62);
    },
  ],
  [
    '[W2] of 70 new seats at once over sockets and HTTP the 61st',
    'rate_limited',
    async (stage) => {
      const rooms = await Promise.all(numbers(10).map(async () => (await stage.room()).facts.code));
      const address = stage.address();
      const clients = await Promise.all(numbers(7).map(() => stage.open(address)));
      const outcomes = await Promise.all(
        numbers(70).map((n) => {
          const [room = '', client] = [rooms[n % 10], clients[n % 7]];
          if (n % 2 || !client) return newSeat(stage, room, address, n);
          return outcome(client, { type: 'join', room, name: `Seat ${n}` });
        }),
      );
      return refusedBeyond(outcomes, 30, 62);
    },
  ],
  [
    '[W2] of 40 rooms made at once the 31st',
    'rate_limited',
    async (stage) => {
      const address = stage.address();
      const make = () => httpOutcome(stage.url, '/v1/rooms', { body: {}, ...from(address) });
      return refusedBeyond(await Promise.all(numbers(40).map(make)), 30, 31);
    },
  ],
  [
    '[W3] of 53 rooms joined at once on one connection the 51st',
    'forbidden',
    async (stage) => {
      const rooms = await Promise.all(numbers(53).map(async () => (await stage.room()).facts.code));
      const client = await stage.open();
      // Commands have a burst of their own: the first forty are let through before the rest come.
      const outcomes: string[] = [];
      for (const [n, room] of rooms.entries()) {
        if (n > 30) await new Promise((resolve) => setTimeout(resolve, 60));
        outcomes.push(await outcome(client, { type: 'join', room, name: 'Ana' }));
      }
      return refusedBeyond(outcomes, 50, 50);
    },
  ],
  [
    '[W2] of 800 pages that fourteen seats of one address read the 301st',
    'rate_limited',
    async (stage) => {
      const { code } = (await stage.room()).facts;
      const tokens = await Promise.all(
        numbers(14).map(async (n) => {
          const client = await stage.open();
          return (await client.join(code, { name: `Reader ${n}` })).seat;
        }),
      );
      const address = stage.address();
      const start = Date.now();
      const outcomes = await inWaves(numbers(800), 50, (n) =>
        httpOutcome(stage.url, `/v1/rooms/${code}/events?limit=1`, {
          seat: tokens[n % 14] ?? '',
          ...from(address),
        }),
      );
      // Fifty come back each second.
      return refusedBeyond(outcomes, 250, 310 + (Date.now() - start) / 20);
    },
  ],
  [
    '[W1] the 20th bad frame of a connection',
    '4201',
    (stage) => strikes(stage, stage.address(), 20),
  ],
  [
    '[W1] a bad frame of an address that sent over a thousand in a minute and reconnected after every 15th',
    '4201',
    async (stage) => {
      const address = stage.address();
      for (const _ of numbers(75)) await strikes(stage, address, 15);
      return strikes(stage, address, 15);
    },
  ],
  [
    '[W13] a connection whose joins are refused again and again: its end',
    'closed',
    async (stage) => {
      const client = await stage.open();
      const { code } = (await stage.room({ password: 'sesame' })).facts;
      for (const _ of numbers(25)) {
        try {
          await client.command({ type: 'join', room: code, name: 'M' });
        } catch {
          return 'closed';
        }
      }
      return 'open';
    },
  ],
  [
    '[W3] a member of a room whose address has used its joins up: a send',
    'ok',
    async (stage) => {
      const seat = await takeSeatOn(stage, 1);
      const address = stage.address();
      await Promise.all(numbers(65).map((n) => newSeat(stage, seat.room, address, n)));
      const client = await stage.open(address);
      await client.join(seat.room, { seat: seat.token });
      return outcome(client, { type: 'send', room: seat.room, key: 'still', text: 'here' });
    },
  ],
  [
    '[W2] of 70 new seats of one address in one room the 61st',
    'rate_limited',
    async (stage) => {
      const { code } = (await stage.room()).facts;
      const address = stage.address();
      const outcomes = await Promise.all(numbers(70).map((n) => newSeat(stage, code, address, n)));
      return refusedBeyond(outcomes, 1, 62);
    },
  ],
];
