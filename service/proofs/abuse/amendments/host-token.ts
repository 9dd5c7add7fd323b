import type { BareClient } from '../../../conformance/bare-client.js';
import type { Case } from '../stage/group.js';
import type { Home } from '../stage/home.js';
import { codeOf, httpOutcome, outcome } from '../stage/outcome.js';

/** A host renews the host token: the old one is void at once, everywhere. */

interface Rotated {
  readonly room: string;
  readonly old: string;
  readonly fresh: string;
  readonly host: BareClient;
  readonly reply: Record<string, unknown>;
}

async function rotated({ stage }: Home): Promise<Rotated> {
  const { facts, hostToken: old } = await stage.room();
  const room = facts.code;
  const host = await stage.open();
  await host.join(room, { name: 'Hana', hostToken: old });
  const reply = await host.ok<Record<string, unknown>>({
    type: 'moderate',
    room,
    action: 'hosttoken',
  });
  return { room, old, fresh: String(reply.hostToken), host, reply };
}

const afterwards = (
  subject: string,
  due: string,
  act: (at: Home, token: Rotated) => Promise<string>,
): Case<Home> => [
  `[W3] ${subject} after the host token was renewed`,
  due,
  async (at) => {
    const token = await rotated(at);
    const code = await act(at, token);
    await token.host.drop();
    return code;
  },
];

async function joinWith({ stage }: Home, room: string, fields: object): Promise<string> {
  const client = await stage.open();
  const code = await outcome(client, { type: 'join', room, name: 'Heir', ...fields });
  await client.drop();
  return code;
}

export const HOST_TOKEN: readonly Case<Home>[] = [
  afterwards('a join with the old one', 'unauthorized', (at, { room, old }) =>
    joinWith(at, room, { hostToken: old }),
  ),
  afterwards('a join with the new one', 'ok', (at, { room, fresh }) =>
    joinWith(at, room, { hostToken: fresh }),
  ),
  afterwards('a seat over HTTP with the old one', 'unauthorized', ({ stage, url }, { room, old }) =>
    httpOutcome(url, `/v1/rooms/${room}/seats`, {
      body: { name: 'M', hostToken: old },
      ...stage.from(),
    }),
  ),
  afterwards('an order of the host who renewed it', 'ok', (_at, { host, room }) =>
    outcome(host, { type: 'moderate', room, action: 'lock' }),
  ),
  afterwards(
    'a join of a locked room with the old one',
    'unauthorized',
    async (at, { host, room, old }) => {
      await host.ok({ type: 'moderate', room, action: 'lock' });
      return joinWith(at, room, { hostToken: old });
    },
  ),
  afterwards(
    'a join past a password with the old one',
    'unauthorized',
    async (at, { host, room, old }) => {
      await host.ok({ type: 'moderate', room, action: 'password', value: 'sesame' });
      return joinWith(at, room, { hostToken: old });
    },
  ),
  afterwards(
    'a second renewal: another token, and so',
    'ok',
    async (_at, { host, room, fresh }) => {
      const again = await host.ok<{ hostToken: string }>({
        type: 'moderate',
        room,
        action: 'hosttoken',
      });
      return again.hostToken === fresh ? 'the same token' : 'ok';
    },
  ),
  afterwards(
    'the token in an event or another’s frames: nowhere, and so',
    'ok',
    async ({ stage }, { host, room, fresh, old }) => {
      const guest = await stage.open();
      await guest.join(room, { name: 'Gil' });
      const again = await host.ok<{ hostToken: string }>({
        type: 'moderate',
        room,
        action: 'hosttoken',
      });
      await guest.settled();
      const page = await guest.history(room, {});
      const heard = JSON.stringify([guest.frames, page]);
      await guest.drop();
      return [fresh, old, again.hostToken].some((token) => heard.includes(token))
        ? 'a token'
        : 'ok';
    },
  ),
  [
    '[W3] 20 joins with the old token while it is renewed: none after the ok, which',
    'unauthorized',
    async (at) => {
      const { facts, hostToken } = await at.stage.room();
      const room = facts.code;
      const host = await at.stage.open();
      await host.join(room, { name: 'Hana', hostToken });
      const renewed = host.command({ type: 'moderate', room, action: 'hosttoken' });
      const racing = Promise.all(
        Array.from({ length: 20 }, () => joinWith(at, room, { hostToken })),
      );
      const done = await renewed;
      await racing;
      if (done.type !== 'ok') return codeOf(done);
      const code = await joinWith(at, room, { hostToken });
      await host.drop();
      return code;
    },
  ],
];
