import type { Socket } from 'node:net';
import type { BareClient } from '../../../conformance/bare-client.js';
import { freshKey } from '../../../conformance/harness.js';
import { httpOutcome, outcome, outcomeOf } from '../stage/outcome.js';
import { from, type Stage } from '../stage/stage.js';

/** What may be guessed: a way to try a value, wrong or right. */
export interface Rush {
  readonly what: string;
  /** The answer to a wrong one that was looked at. */
  readonly wrong: string;
  readonly guess: (at: Target, n: number) => Attempt;
  readonly right: (at: Target) => Attempt;
}

/** Two rooms, for as many cases as there are; the second has a password. */
export interface Target {
  readonly stage: Stage;
  readonly room: string;
  readonly hostToken: string;
  /** A live seat's token. */
  readonly seat: string;
  readonly guarded: string;
}

export type Attempt =
  | { readonly by: 'socket'; readonly frame: object }
  | { readonly by: 'http'; readonly path: string; readonly body?: object; readonly seat?: string };

export const PASSWORD = 'correct horse';

export async function targetOn(stage: Stage): Promise<Target> {
  const [open, locked] = await Promise.all([stage.room(), stage.room({ password: PASSWORD })]);
  const room = open.facts.code;
  const client = await stage.open();
  const { seat } = await client.join(room, { name: 'Ana' });
  return { stage, room, hostToken: open.hostToken, seat, guarded: locked.facts.code };
}

const ALPHABET = '2346789bcdfghjkmnpqrtvwx';

/** A code that could be and is not: its first group is none that chance gives twice. */
const code = (n: number) => {
  const digits = [0, 1, 2].map((place) => ALPHABET[Math.floor(n / 24 ** place) % 24]).join('');
  return `bbb-bbb-${digits}`;
};

const join =
  (frame: (at: Target, n: number) => object) =>
  (at: Target, n = 0): Attempt => ({
    by: 'socket',
    frame: { type: 'join', name: 'M', ...frame(at, n) },
  });
const over =
  (make: (at: Target, n: number) => Omit<Attempt & { by: 'http' }, 'by'>) =>
  (at: Target, n = 0): Attempt => ({ by: 'http', ...make(at, n) });

export const RUSHES: readonly Rush[] = [
  {
    what: 'codes',
    wrong: 'not_found',
    guess: join((_at, n) => ({ room: code(n) })),
    right: join(({ room }) => ({ room })),
  },
  {
    what: 'words that are no codes',
    wrong: 'not_found',
    guess: join((_at, n) => ({ room: `room ${n}` })),
    right: join(({ room }) => ({ room })),
  },
  {
    what: 'seat tokens',
    wrong: 'unauthorized',
    guess: join(({ room }, n) => ({ room, seat: `wrong-token-${n}` })),
    right: join(({ room }) => ({ room })),
  },
  {
    what: 'host tokens',
    wrong: 'unauthorized',
    guess: join(({ room }, n) => ({ room, hostToken: `wrong-${n}` })),
    right: join(({ room }) => ({ room })),
  },
  {
    what: 'identities',
    wrong: 'unauthorized',
    guess: join(({ room }, n) => ({ room, identity: `a.b.${n}` })),
    right: join(({ room }) => ({ room })),
  },
  {
    what: 'passwords',
    wrong: 'password_required',
    guess: join(({ guarded }, n) => ({ room: guarded, password: `wrong ${n}` })),
    right: join(({ guarded }) => ({ room: guarded, password: PASSWORD })),
  },
  {
    what: 'passwords beside a fresh key',
    wrong: 'password_required',
    guess: join(({ guarded }, n) => ({ room: guarded, key: freshKey(), password: `wrong ${n}` })),
    right: join(({ guarded }) => ({ room: guarded, key: freshKey(), password: PASSWORD })),
  },
  {
    what: 'codes beside a fresh key',
    wrong: 'not_found',
    guess: join((_at, n) => ({ room: code(n), key: freshKey() })),
    right: join(({ room }) => ({ room, key: freshKey() })),
  },
  {
    what: 'codes of pages of history',
    wrong: 'not_found',
    guess: (_at, n) => ({ by: 'socket', frame: { type: 'history', room: code(n) } }),
    right: join(({ room }) => ({ room })),
  },
  {
    what: 'codes of facts',
    wrong: 'not_found',
    guess: over((_at, n) => ({ path: `/v1/rooms/${code(n)}` })),
    right: over(({ room }) => ({ path: `/v1/rooms/${room}` })),
  },
  {
    what: 'codes of seats over HTTP',
    wrong: 'not_found',
    guess: over((_at, n) => ({ path: `/v1/rooms/${code(n)}/seats`, body: { name: 'M' } })),
    right: over(({ room }) => ({ path: `/v1/rooms/${room}/seats`, body: { name: 'M' } })),
  },
  {
    what: 'passwords over HTTP',
    wrong: 'password_required',
    guess: over(({ guarded }, n) => ({
      path: `/v1/rooms/${guarded}/seats`,
      body: { name: 'M', password: `wrong ${n}` },
    })),
    right: over(({ guarded }) => ({
      path: `/v1/rooms/${guarded}/seats`,
      body: { name: 'M', password: PASSWORD },
    })),
  },
  {
    what: 'host tokens over HTTP',
    wrong: 'unauthorized',
    guess: over(({ room }, n) => ({
      path: `/v1/rooms/${room}/seats`,
      body: { name: 'M', hostToken: `wrong-${n}` },
    })),
    right: over(({ room }) => ({ path: `/v1/rooms/${room}` })),
  },
  {
    what: 'tokens of pages over HTTP',
    wrong: 'unauthorized',
    guess: over(({ room }, n) => ({ path: `/v1/rooms/${room}/events`, seat: `wrong-${n}` })),
    right: over(({ room }) => ({ path: `/v1/rooms/${room}` })),
  },
  {
    what: 'tokens of exports over HTTP',
    wrong: 'unauthorized',
    guess: over(({ room }, n) => ({ path: `/v1/rooms/${room}/export`, seat: `wrong-${n}` })),
    right: over(({ room }) => ({ path: `/v1/rooms/${room}` })),
  },
  {
    what: 'tokens of messages over HTTP',
    wrong: 'unauthorized',
    guess: over(({ room }, n) => ({
      path: `/v1/rooms/${room}/messages`,
      seat: `wrong-${n}`,
      body: { key: 'k', text: 'x' },
    })),
    right: over(({ room }) => ({ path: `/v1/rooms/${room}` })),
  },
];

/** A single attempt from an address: on a connection of its own where it goes by socket. */
export function attempt(stage: Stage, address: string, one: Attempt): Promise<string> {
  if (one.by === 'socket') return outcomeOf(() => stage.open(address), one.frame);
  const { path, body, seat } = one;
  return httpOutcome(stage.url, path, {
    ...(body && { body }),
    ...(seat && { seat }),
    ...from(address),
  });
}

/** What a connection may ask at once, but one. */
const TO_A_CONNECTION = 39;

/**
 * Many wrong ones at once, as fast as they go, and right behind those of each connection the right
 * one, before any of them is answered.
 * @returns what the wrong ones got, and the right ones.
 */
export async function rush(
  kind: Rush,
  at: Target,
  [address, count]: readonly [string, number],
): Promise<{ wrong: string[]; right: string[] }> {
  const guesses = Array.from({ length: count }, (_, n) => kind.guess(at, n));
  if (guesses[0]?.by === 'http') {
    const outcomes = [...guesses, kind.right(at)].map((one) => attempt(at.stage, address, one));
    const all = await Promise.all(outcomes);
    return { wrong: all.slice(0, -1), right: all.slice(-1) };
  }
  const clients = await Promise.all(
    Array.from({ length: Math.ceil(count / TO_A_CONNECTION) }, () => at.stage.open(address)),
  );
  // Each connection's come in one packet, so that the service reads all before it answers any.
  for (const client of clients) streamOf(client).cork();
  const wrong = guesses.map((one, n) => said(clients[Math.floor(n / TO_A_CONNECTION)], one));
  const right = clients.map((client) => said(client, kind.right(at)));
  for (const client of clients) streamOf(client).uncork();
  const outcomes = { wrong: await Promise.all(wrong), right: await Promise.all(right) };
  await Promise.all(clients.map((client) => client.drop()));
  return outcomes;
}

/** The TCP connection below, which the library keeps to itself. */
function streamOf({ socket }: BareClient): Socket {
  return (socket as unknown as { _socket: Socket })._socket;
}

/** A connection that is ended for its guesses refuses what it had still to say. */
async function said(client: BareClient | undefined, one: Attempt): Promise<string> {
  if (!client || one.by !== 'socket') return 'rate_limited';
  return outcome(client, one.frame).catch(() => 'rate_limited');
}
