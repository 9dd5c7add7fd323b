import type { BareClient } from '../../../conformance/bare-client.js';
import type { Case } from '../stage/group.js';
import type { Home } from '../stage/home.js';
import { outcome } from '../stage/outcome.js';
import { ALL_COMMANDS, HOST_COMMANDS } from './commands.js';

/** Every command by connections that hold no seat in the room, or none that may give it. */

async function strange({ stage }: Home): Promise<BareClient> {
  return stage.open();
}

async function foreign({ stage, otherRoom, otherSeat }: Home): Promise<BareClient> {
  const client = await stage.open();
  await client.join(otherRoom, { seat: otherSeat });
  return client;
}

async function given({ stage, room }: Home): Promise<BareClient> {
  const [client, otherTab] = [await stage.open(), await stage.open()];
  const { seat } = await client.join(room, { name: 'Gone' });
  await otherTab.join(room, { seat });
  await otherTab.ok({ type: 'leave', room });
  await client.frame(({ type }) => type === 'closed');
  await otherTab.drop();
  return client;
}

async function guest({ stage, room }: Home): Promise<BareClient> {
  const client = await stage.open();
  await client.join(room, { name: 'Guest' });
  return client;
}

const BY: readonly (readonly [string, string, (at: Home) => Promise<BareClient>])[] = [
  ['a connection without a seat', 'unauthorized', strange],
  ['a host of another room', 'unauthorized', foreign],
  ['a seat that has ended', 'unauthorized', given],
];

export const SEATLESS: readonly Case<Home>[] = BY.flatMap(([who, due, connect]) =>
  ALL_COMMANDS.map(
    ([name, frame]): Case<Home> => [
      `[W3] ${name} by ${who}`,
      due,
      async (at) => {
        const client = await connect(at);
        const code = await outcome(client, frame(at));
        await client.drop();
        return code;
      },
    ],
  ),
);

export const GUESTS: readonly Case<Home>[] = HOST_COMMANDS.map(([name, frame]) => [
  `[W2] ${name} by a guest`,
  'forbidden',
  async (at) => {
    const client = await guest(at);
    const code = await outcome(client, frame(at));
    await client.drop();
    return code;
  },
]);

export const NOWHERE: readonly Case<Home>[] = ALL_COMMANDS.map(([name, frame]) => [
  `[W3] ${name} in a room that isn't there`,
  'not_found',
  async (at) => {
    const client = await foreign(at);
    const code = await outcome(client, { ...frame(at), room: at.nowhere });
    await client.drop();
    return code;
  },
]);

export const SILENT: readonly Case<Home>[] = BY.map(([who, , connect]) => [
  `[W3] typing by ${who}: nothing reaches the room, and the answer`,
  'unauthorized',
  async (at) => {
    const client = await connect(at);
    const from = at.guest.frames.length;
    const seen = client.frames.length;
    client.send({ type: 'typing', room: at.room, on: true });
    const reply = await client.frame(({ type }) => type === 'error', seen);
    await at.guest.settled();
    const typing = at.guest.frames.slice(from).some(({ signal }) => signal?.kind === 'typing');
    await client.drop();
    return typing ? 'a typing signal' : String(reply.code);
  },
]);
