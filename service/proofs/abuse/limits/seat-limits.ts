import type { BareClient } from '../../../conformance/bare-client.js';
import { freshKey } from '../../../conformance/harness.js';
import type { Case } from '../stage/group.js';
import { httpOutcome, outcome, refusedBeyond } from '../stage/outcome.js';
import type { Stage } from '../stage/stage.js';
import { deal, messagesOf, numbers, onlooker, type Seat, takeSeatOn } from './seat.js';

/** A seat's limits are the seat's, however many connections it has. */

const emojis = ['👍', '🎉', '🦊', '🐙', '🍰'];

const limited = (
  subject: string,
  [sockets, least, most]: readonly [sockets: number, least: number, most: number],
  act: (seat: Seat) => Promise<string[]>,
): Case<Stage> => [
  subject,
  'rate_limited',
  async (stage) => refusedBeyond(await act(await takeSeatOn(stage, sockets)), least, most),
];

const send = (room: string) => ({ type: 'send', room, key: freshKey(), text: 'x' });
const rename = (room: string, n: number) => ({ type: 'rename', room, name: `Ana ${n}` });

function overHttp({ url, room, token, stage }: Seat): Promise<string> {
  const body = { key: freshKey(), text: 'x' };
  return httpOutcome(url, `/v1/rooms/${room}/messages`, { body, seat: token, ...stage.from() });
}

/** Each of ten reactions goes on and off again, in order on a socket of its own. */
async function toggles(seat: Seat): Promise<string[]> {
  const targets = await messagesOf(seat, 2);
  const reactions = targets.flatMap((target) => emojis.map((emoji) => ({ target, emoji })));
  return deal(seat, numbers(100), (client, n) => {
    const on = Math.floor(n / 10) % 2 === 0;
    return outcome(client, { type: 'react', room: seat.room, ...reactions[n % 10], on });
  });
}

async function edits(seat: Seat, count: number): Promise<string[]> {
  const [target] = await messagesOf(seat, 1);
  return deal(seat, numbers(count), (client, n) =>
    outcome(client, { type: 'edit', room: seat.room, target, text: `text ${n}` }),
  );
}

export const SEAT_LIMITS: readonly Case<Stage>[] = [
  limited('[W2] of 60 sends at once over six sockets the 11th', [6, 10, 12], (seat) =>
    deal(seat, numbers(60), (client) => outcome(client, send(seat.room))),
  ),
  limited('[W2] of 40 sends at once over HTTP the 11th', [1, 10, 12], (seat) =>
    Promise.all(numbers(40).map(() => overHttp(seat))),
  ),
  limited('[W2] of 40 sends at once over HTTP and five sockets the 11th', [5, 10, 12], (seat) =>
    deal(seat, numbers(40), (client, n) =>
      n % 2 ? overHttp(seat) : outcome(client, send(seat.room)),
    ),
  ),
  limited('[W2] of 100 reactions on and off over ten sockets the 31st', [10, 1, 36], toggles),
  limited('[W2] of 60 edits at once over six sockets the 31st', [6, 30, 36], (seat) =>
    edits(seat, 60),
  ),
  limited('[W2] of 60 edits at once over two sockets the 31st', [2, 30, 36], (seat) =>
    edits(seat, 60),
  ),
  limited('[W2] of 30 edits and 30 reactions at once the 31st', [6, 10, 36], async (seat) => {
    const [target = 0, other = 0] = await messagesOf(seat, 2);
    return deal(seat, numbers(60), (client, n) =>
      outcome(
        client,
        n % 2
          ? { type: 'edit', room: seat.room, target, text: `text ${n}` }
          : { type: 'react', room: seat.room, target: other, emoji: emojis[n % 5], on: n < 10 },
      ),
    );
  }),
  limited('[W2] of 20 renames at once over five sockets the 6th', [5, 5, 7], (seat) =>
    deal(seat, numbers(20), (client, n) => outcome(client, rename(seat.room, n))),
  ),
  limited('[W2] of 20 renames there and back over two sockets the 6th', [2, 1, 7], (seat) =>
    deal(seat, numbers(20), (client, n) => outcome(client, rename(seat.room, n % 4))),
  ),
  limited('[W2] of 300 pages of history over eight sockets the 81st', [8, 60, 160], (seat) =>
    deal(seat, numbers(300), (client) => outcome(client, { type: 'history', room: seat.room })),
  ),
  limited('[W2] of 60 pings at once on one connection the 41st', [1, 39, 60], (seat) =>
    deal(seat, numbers(60), (client) => outcome(client, { type: 'ping' })),
  ),
  limited('[W2] of 80 rejoins at once on one connection the 41st', [1, 35, 60], (seat) =>
    deal(seat, numbers(80), (client) =>
      outcome(client, { type: 'join', room: seat.room, seat: seat.token }),
    ),
  ),
  limited(
    '[W2] of 140 pages at once over HTTP the 61st',
    [1, 55, 85],
    ({ url, room, token, stage }) =>
      Promise.all(
        numbers(140).map(() =>
          httpOutcome(url, `/v1/rooms/${room}/events`, { seat: token, ...stage.from() }),
        ),
      ),
  ),
  limited('[W2] of nine exports one after the other the 7th', [1, 6, 6], async (seat) => {
    const outcomes: string[] = [];
    for (const n of numbers(9)) {
      const path = `/v1/rooms/${seat.room}/export?format=${n % 2 ? 'txt' : 'json'}`;
      outcomes.push(await httpOutcome(seat.url, path, { seat: seat.token, ...seat.stage.from() }));
    }
    return outcomes;
  }),
  [
    '[W2] a rename after five of them and a reconnect',
    'rate_limited',
    async (stage) => {
      const seat = await takeSeatOn(stage, 1);
      const [client] = seat.sockets;
      for (const n of numbers(5)) await client?.command(rename(seat.room, n));
      await client?.drop();
      const again = await stage.open();
      await again.join(seat.room, { seat: seat.token });
      return outcome(again, rename(seat.room, 9));
    },
  ],
  [
    '[W2] a reaction after 30 edits and a reconnect',
    'rate_limited',
    async (stage) => {
      const seat = await takeSeatOn(stage, 2);
      await edits(seat, 60);
      const again = await stage.open();
      await again.join(seat.room, { seat: seat.token });
      return outcome(again, { type: 'edit', room: seat.room, target: 2, text: 'once more' });
    },
  ],
  [
    '[W2] the 31st connection of a seat',
    'forbidden',
    async (stage) => {
      const seat = await takeSeatOn(stage, 30);
      const client = await stage.open();
      return outcome(client, { type: 'join', room: seat.room, seat: seat.token });
    },
  ],
  [
    '[W2] the 30th connection of a seat',
    'ok',
    async (stage) => {
      const seat = await takeSeatOn(stage, 29);
      const client = await stage.open();
      return outcome(client, { type: 'join', room: seat.room, seat: seat.token });
    },
  ],
  [
    '[W2] a connection of a seat in the place of one that closed',
    'ok',
    async (stage) => {
      const seat = await takeSeatOn(stage, 30);
      await seat.sockets[7]?.close();
      const client = await stage.open();
      return outcome(client, { type: 'join', room: seat.room, seat: seat.token });
    },
  ],
  [
    '[W2] a send of another seat, while one has used its own up,',
    'ok',
    async (stage) => {
      const seat = await takeSeatOn(stage, 2);
      const other = await onlooker(seat);
      await deal(seat, numbers(30), (client) => outcome(client, send(seat.room)));
      return outcome(other, send(seat.room));
    },
  ],
  [
    '[W2] typing 60 times at once over six sockets: few reach the room, and a ping',
    'ok',
    async (stage) => {
      const seat = await takeSeatOn(stage, 6);
      const other = await onlooker(seat);
      for (const n of numbers(60)) {
        seat.sockets[n % 6]?.send({ type: 'typing', room: seat.room, on: n % 4 < 2 });
      }
      for (const socket of seat.sockets) await socket.settled();
      await other.settled();
      const heard = other.frames.filter(({ signal }) => signal?.kind === 'typing').length;
      return heard > 8 ? `${heard} signals` : outcome(other, { type: 'ping' });
    },
  ],
  [
    '[W2] 60 read positions at once over six sockets: few reach the room, and a ping',
    'ok',
    async (stage) => {
      const seat = await takeSeatOn(stage, 6);
      const other = await onlooker(seat);
      await messagesOf(seat, 9);
      const read = (n: number) => ({ type: 'read', room: seat.room, seq: 1 + Math.floor(n / 6) });
      await deal(seat, numbers(60), (client, n) => outcome(client, read(n)));
      await other.settled();
      const heard = other.frames.filter(({ signal }) => signal?.kind === 'read').length;
      return heard > 8 ? `${heard} signals` : outcome(other, { type: 'ping' });
    },
  ],
  [
    '[W2] a new reaction after 36 duplicate ones, which cost nothing,',
    'ok',
    async (stage) => {
      const seat = await takeSeatOn(stage, 3);
      const [target] = await messagesOf(seat, 1);
      const react = { type: 'react', room: seat.room, target, on: true };
      await seat.sockets[0]?.ok({ ...react, emoji: '👍' });
      // Eighteen at once are within the burst, which all of them together are not.
      const round = () =>
        deal(seat, numbers(18), (client) => outcome(client, { ...react, emoji: '👍' }));
      const outcomes = [...(await round()), ...(await round())];
      const other = outcomes.find((one) => one !== 'duplicate');
      return other ?? outcome(seat.sockets[1] as BareClient, { ...react, emoji: '🎉' });
    },
  ],
  [
    '[W2] a second message in slow mode by another socket and HTTP',
    'slow_mode',
    async (stage) => {
      const seat = await takeSeatOn(stage, 4);
      const host = await stage.open();
      await host.join(seat.room, { name: 'Hana', hostToken: seat.hostToken });
      await host.ok({ type: 'moderate', room: seat.room, action: 'slow', value: 60_000 });
      const outcomes = await deal(seat, numbers(9), (client, n) =>
        n % 3 ? outcome(client, send(seat.room)) : overHttp(seat),
      );
      return refusedBeyond(outcomes, 1, 1);
    },
  ],
];
