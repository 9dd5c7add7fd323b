import { freshKey } from '../../../conformance/harness.js';
import type { Case } from '../stage/group.js';
import { type Home, visitor } from '../stage/home.js';
import { outcome } from '../stage/outcome.js';

/** What passes for a reaction, and how many there may be. */

const reacted = (subject: string, due: string, emoji: unknown): Case<Home> => [
  `[W2] ${subject} as a reaction`,
  due,
  async (at) => {
    // On a connection of its own: the twentieth bad frame of one would end it.
    const reader = await visitor(at, 'Reader');
    const { seq: target } = await reader.post(at.room, 'react to this', freshKey());
    const code = await outcome(reader, { type: 'react', room: at.room, target, emoji, on: true });
    await reader.drop();
    return code;
  },
];

const KINDS = [...'👍👎😀😁😂😃😄😅😆😇😈😉😊😋😌😍😎😏😐😑😒😓😔😕'];

/** @param kinds how many a member puts under one message, which has some of others already. */
async function kinds(at: Home, [others, own]: readonly [number, number]): Promise<string> {
  const { guest, room } = at;
  const { seq: target } = await guest.post(room, 'react to this', freshKey());
  const react = (emoji: string | undefined) => ({ type: 'react', room, target, emoji, on: true });
  for (let from = 0; from < others; from += 5) {
    const member = await visitor(at, `Member ${from}`);
    for (const emoji of KINDS.slice(from, Math.min(from + 5, others)))
      await member.ok(react(emoji));
    await member.drop();
  }
  const last = await visitor(at, 'Last');
  let code = 'none';
  for (const emoji of KINDS.slice(others, others + own)) code = await outcome(last, react(emoji));
  await last.drop();
  return code;
}

export const REACTIONS: readonly Case<Home>[] = [
  reacted('an emoji', 'ok', '🦊'),
  reacted('a heart with its variation selector', 'ok', '❤️'),
  reacted('a family', 'ok', '👩‍👩‍👧'),
  reacted('a flag', 'ok', '🇨🇭'),
  reacted('a hand with a skin tone', 'ok', '👋🏽'),
  reacted('a keycap', 'ok', '1️⃣'),
  reacted('a letter', 'bad_request', 'a'),
  reacted('a letter of another script', 'bad_request', '字'),
  reacted('a digit', 'bad_request', '1'),
  reacted('a letter under twenty marks', 'bad_request', `a${'\u0301'.repeat(20)}`),
  reacted('a word', 'bad_request', 'ok'),
  reacted('two emoji', 'bad_request', '👍👍'),
  reacted('an emoji and a letter', 'bad_request', '👍a'),
  reacted('a bare variation selector', 'bad_request', '\ufe0f'),
  reacted('a bare joiner', 'bad_request', '\u200d'),
  reacted('a zero-width space', 'bad_request', '\u200b'),
  reacted('a bidi override', 'bad_request', '\u202e'),
  reacted('a bare skin tone beside a letter', 'bad_request', 'a🏽'),
  reacted('a private-use character', 'bad_request', '\ue000'),
  reacted('an unassigned character', 'bad_request', '\u{1fffd}'),
  reacted('a sign that is no emoji', 'bad_request', '§'),
  reacted('half a flag', 'bad_request', '🇨'),
  reacted('markup', 'bad_request', '<b>'),
  reacted('__proto__', 'bad_request', '__proto__'),
  reacted('nothing', 'bad_request', ''),
  reacted('an array', 'bad_request', ['👍']),
  reacted(
    'a hundred joined people',
    'bad_request',
    Array.from({ length: 3 }, () => '👩').join('\u200d\u200d'),
  ),
  ['[W2] the 20th kind of reaction of a message', 'ok', (at) => kinds(at, [19, 1])],
  ['[W2] the 21st kind of reaction of a message', 'forbidden', (at) => kinds(at, [20, 1])],
  ['[W2] the 5th kind of a member under a message', 'ok', (at) => kinds(at, [0, 5])],
  ['[W2] the 6th kind of a member under a message', 'forbidden', (at) => kinds(at, [0, 6])],
  [
    '[W2] a kind that is there already, under a message with 20,',
    'ok',
    async (at) => {
      const { guest, room } = at;
      await kinds(at, [20, 1]);
      const { seq } = await guest.ok<{ seq: number }>({ type: 'ping' }).then(() =>
        guest.history(room, { limit: 100 }).then(({ events }) => {
          const messages = events.filter(({ text }) => text === 'react to this');
          return { seq: messages.at(-1)?.seq ?? 0 };
        }),
      );
      return outcome(guest, { type: 'react', room, target: seq, emoji: KINDS[0], on: true });
    },
  ],
  [
    '[W2] forty kinds of eight members at once: no more than 20, and the rest',
    'forbidden',
    async (at) => {
      const { guest, room } = at;
      const { seq: target } = await guest.post(room, 'react to this', freshKey());
      const members = await Promise.all(
        Array.from({ length: 8 }, (_, n) => visitor(at, `At once ${n}`)),
      );
      const outcomes = await Promise.all(
        members.flatMap((member, n) =>
          [0, 1, 2].map((k) =>
            outcome(member, { type: 'react', room, target, emoji: KINDS[n * 3 + k], on: true }),
          ),
        ),
      );
      await Promise.all(members.map((member) => member.drop()));
      const made = outcomes.filter((one) => one === 'ok').length;
      return made > 20
        ? `${made} kinds`
        : [...new Set(outcomes)].filter((one) => one !== 'ok').join(' and ');
    },
  ],
];
