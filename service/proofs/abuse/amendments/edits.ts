import { freshKey } from '../../../conformance/harness.js';
import type { Case } from '../stage/group.js';
import { type Home, visitor } from '../stage/home.js';
import { outcome } from '../stage/outcome.js';

/** What becomes of a message that is edited and deleted over and over. */

async function edited(at: Home, times: number): Promise<{ target: number; last: string }> {
  const { guest, room } = at;
  const { seq: target } = await guest.post(room, 'edit this', freshKey());
  let last = 'none';
  for (let n = 1; n <= times; n++) {
    last = await outcome(guest, { type: 'edit', room, target, text: `edit ${n}` });
  }
  return { target, last };
}

async function deleted({ guest, room }: Home): Promise<number> {
  const { seq: target } = await guest.post(room, 'delete this', freshKey());
  await guest.ok({ type: 'delete', room, target });
  return target;
}

export const EDITS: readonly Case<Home>[] = [
  ['[W2] the 100th edit of a message', 'ok', async (at) => (await edited(at, 100)).last],
  ['[W2] the 101st edit of a message', 'forbidden', async (at) => (await edited(at, 101)).last],
  [
    '[W2] an edit back to the same text after 100: no event, and so',
    'duplicate',
    async (at) => {
      const { target } = await edited(at, 100);
      return outcome(at.guest, { type: 'edit', room: at.room, target, text: 'edit 100' });
    },
  ],
  [
    '[W2] a reaction to a message with 100 edits',
    'ok',
    async (at) => {
      const { target } = await edited(at, 100);
      return outcome(at.host, { type: 'react', room: at.room, target, emoji: '👍', on: true });
    },
  ],
  [
    '[W15] a deletion of a message with 100 edits',
    'ok',
    async (at) => {
      const { target } = await edited(at, 101);
      return outcome(at.guest, { type: 'delete', room: at.room, target });
    },
  ],
  [
    '[W2] 130 edits at once over two sockets: no more than 100, and the rest',
    'forbidden',
    async (at) => {
      const { guest, room, stage, guestSeat } = at;
      const other = await stage.open();
      await other.join(room, { seat: guestSeat });
      const { seq: target } = await guest.post(room, 'edit this', freshKey());
      const outcomes = await Promise.all(
        Array.from({ length: 130 }, (_, n) =>
          outcome(n % 2 ? guest : other, { type: 'edit', room, target, text: `at once ${n}` }),
        ),
      );
      await other.drop();
      const made = outcomes.filter((one) => one === 'ok').length;
      return made > 100
        ? `${made} edits`
        : [...new Set(outcomes)].filter((one) => one !== 'ok').join(' and ');
    },
  ],
  [
    '[W15] an edit of a deleted message',
    'not_found',
    async (at) =>
      outcome(at.guest, { type: 'edit', room: at.room, target: await deleted(at), text: 'x' }),
  ],
  [
    '[W15] a reaction to a deleted message',
    'not_found',
    async (at) =>
      outcome(at.guest, {
        type: 'react',
        room: at.room,
        target: await deleted(at),
        emoji: '👍',
        on: true,
      }),
  ],
  [
    '[W15] a reply to a deleted message',
    'not_found',
    async (at) =>
      outcome(at.guest, {
        type: 'send',
        room: at.room,
        key: freshKey(),
        text: 'x',
        replyTo: await deleted(at),
      }),
  ],
  [
    '[W15] a second deletion',
    'duplicate',
    async (at) => outcome(at.guest, { type: 'delete', room: at.room, target: await deleted(at) }),
  ],
  [
    '[W15] a deleted text in history, export or recovery: nowhere, and so',
    'ok',
    async (at) => {
      const { guest, room, stage } = at;
      const secret = `deleted ${freshKey()}`;
      const { seq: target } = await guest.post(room, secret, freshKey());
      await guest.ok({ type: 'edit', room, target, text: `${secret} and edited` });
      await guest.ok({ type: 'delete', room, target });
      const client = await stage.open();
      const joined = await client.join(room, { name: 'Late', tail: 200 });
      const page = await client.history(room, { limit: 200 });
      await client.drop();
      return JSON.stringify([joined, page]).includes(secret) ? 'a deleted text' : 'ok';
    },
  ],
  [
    '[W2] a deletion of another’s message by a seat promoted by nobody',
    'forbidden',
    async (at) => {
      const vera = await visitor(at);
      return outcome(vera, { type: 'delete', room: at.room, target: at.hostMessage, host: true });
    },
  ],
];
