import { setTimeout as elapse } from 'node:timers/promises';
import { freshKey } from '../../../conformance/harness.js';
import { type Answer, ask } from '../../../conformance/http.js';
import type { Case } from '../stage/group.js';
import { httpOutcome, outcomeOf } from '../stage/outcome.js';
import { from, type Stage } from '../stage/stage.js';
import { PASSWORD, type Target } from './rush.js';

/** With its guesses used up an address learns nothing: not by bodies, times or figures. */

async function useUp(stage: Stage): Promise<string> {
  const address = stage.address();
  for (let n = 0; n < 12; n++) {
    await httpOutcome(stage.url, `/v1/rooms/no-room-${n}`, from(address));
  }
  return address;
}

/** An answer without what differs by time alone. */
function faceOf({ status, headers, text }: Answer): string {
  const { date: _date, 'retry-after': _after, 'content-length': _length, ...rest } = headers;
  const body = text.replace(/\d+/g, '0').replace(/0 seconds?/, '0 s');
  return JSON.stringify([status, rest, body]);
}

const alike = (
  subject: string,
  paths: (at: { room: string; guarded: string }) => readonly [string, string],
  used = true,
): Case<Target> => [
  `[W2] ${subject}: the same answer, which`,
  used ? 'rate_limited' : 'not_found',
  async (at) => {
    const { stage } = at;
    const address = used ? await useUp(stage) : stage.address();
    const [right, wrong] = await Promise.all(
      paths(at).map((path) => ask(stage.url, path, from(address))),
    );
    if (!right || !wrong || faceOf(right) !== faceOf(wrong)) {
      return `${right && faceOf(right)} against ${wrong && faceOf(wrong)}`;
    }
    return (JSON.parse(right.text) as { error: { code: string } }).error.code;
  },
];

async function openRooms(stage: Stage): Promise<number> {
  const { text } = await ask(stage.url, '/metrics');
  return Number(/^roomlet_open_rooms (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}

/** Baits: each brings a secret, so that it gets as far as a look for it. */
const baits = (): object[] => [
  { seat: 'no-such-token' },
  { key: freshKey() },
  { hostToken: 'no-such-token' },
  { password: PASSWORD },
  { identity: 'a.b.c' },
];

const UNMOVED: Case<Target> = [
  '[W2] the figure of open rooms after five baits at right codes: unmoved, and each answer',
  'rate_limited',
  async ({ stage }) => {
    const rooms = await Promise.all(baits().map(() => stage.room()));
    const address = await useUp(stage);
    // Figures are kept for a second.
    await elapse(1_100);
    const before = await openRooms(stage);
    const answers = await Promise.all(
      baits().map((bait, n) => {
        const join = { type: 'join', room: rooms[n]?.facts.code, name: 'M', ...bait };
        return outcomeOf(() => stage.open(address), join);
      }),
    );
    await elapse(1_100);
    const after = await openRooms(stage);
    return after > before
      ? `${before} before, ${after} after`
      : [...new Set(answers)].join(' and ');
  },
];

/** Medians of two acts, in turns, so that a busy moment of the machine is in both. */
async function medians(...acts: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const took = acts.map((): number[] => []);
  for (let n = 0; n < 9; n++) {
    for (const [index, act] of acts.entries()) {
      const start = performance.now();
      await act();
      took[index]?.push(performance.now() - start);
    }
  }
  return took.map((times) => times.sort((a, b) => a - b)[4] ?? 0);
}

const asFast = (
  subject: string,
  frame: (at: { room: string; guarded: string }) => object,
): Case<Target> => [
  `[W2] ${subject} with guesses used up: as fast as a wrong one, which`,
  'rate_limited',
  async (at) => {
    const { stage } = at;
    const address = await useUp(stage);
    const open = () => stage.open(address);
    const right = { type: 'join', name: 'M', ...frame(at) };
    const wrong = { type: 'join', name: 'M', room: 'bbb-bbb-bbb' };
    const code = await outcomeOf(open, right);
    const [fast = 0, slow = 0] = await medians(
      () => outcomeOf(open, wrong),
      () => outcomeOf(open, right),
    );
    // A look at a password takes 50 ms and more; a look into the data files several.
    return slow > fast * 3 + 20 ? `${slow} ms against ${fast} ms` : code;
  },
];

export const SILENCE: readonly Case<Target>[] = [
  alike('facts of a room and of none, guesses used up', ({ room }) => [
    `/v1/rooms/${room}`,
    '/v1/rooms/bbb-bbb-bbb',
  ]),
  alike('facts of a room with a password and of none, guesses used up', ({ guarded }) => [
    `/v1/rooms/${guarded}`,
    '/v1/rooms/bbb-bbb-bbb',
  ]),
  alike('pages of a room and of none without a token, guesses used up', ({ room }) => [
    `/v1/rooms/${room}/events`,
    '/v1/rooms/bbb-bbb-bbb/events',
  ]),
  alike('exports of a room and of none without a token, guesses used up', ({ room }) => [
    `/v1/rooms/${room}/export`,
    '/v1/rooms/bbb-bbb-bbb/export',
  ]),
  alike(
    'facts of no room and of no code',
    () => ['/v1/rooms/bbb-bbb-bbb', '/v1/rooms/hello'],
    false,
  ),
  alike(
    'facts of no room and of __proto__',
    () => ['/v1/rooms/bbb-bbb-bbb', '/v1/rooms/__proto__'],
    false,
  ),
  UNMOVED,
  asFast('a right code', ({ room }) => ({ room })),
  asFast('a right password', ({ guarded }) => ({ room: guarded, password: PASSWORD })),
  asFast('a bait seat at a right code', ({ room }) => ({ room, seat: 'no-such-token' })),
  asFast('a bait host token at a right code', ({ room }) => ({ room, hostToken: 'no-such-token' })),
];
