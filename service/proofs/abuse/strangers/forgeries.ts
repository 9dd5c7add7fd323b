import type { RoomEvent } from '../../../conformance/frames.js';
import { freshKey } from '../../../conformance/harness.js';
import type { Case } from '../stage/group.js';
import { type Home, visitor } from '../stage/home.js';
import { outcome } from '../stage/outcome.js';

/** Fields that only the service sets, and acts in another's name. */

const FORGED: readonly (readonly [string, (at: Home) => object])[] = [
  ['by', (at) => ({ by: { id: at.hostId, name: 'Hana', host: true } })],
  ['host', () => ({ host: true })],
  ['verified', () => ({ verified: true })],
  ['seq', () => ({ seq: 1 })],
  ['at', () => ({ at: 1 })],
  ['seat', (at) => ({ seat: at.hostSeat })],
  ['member', (at) => ({ member: at.hostId })],
  ['as', () => ({ as: { name: 'Hana', id: 'hana' } })],
  ['kind', () => ({ kind: 'moderated', action: 'promote' })],
  ['deleted', () => ({ deleted: true })],
  ['constructor', () => ({ constructor: { name: 'Host' } })],
  ['avatar', () => ({ avatar: 'https://evil.example/a.png' })],
];

/** What an event must be that Vera made, whatever her frame said. */
function honest(event: RoomEvent | undefined, at: Home): string {
  if (!event) return 'no event';
  const { by } = event;
  if (by.name !== 'Vera' || by.id === at.hostId || by.id === at.guestId) return 'a forged author';
  if (by.host || by.verified || by.avatar) return 'a forged mark';
  if (event.seq < at.guestMessage) return 'a forged seq';
  if (Math.abs(event.at - Date.now()) > 60_000) return 'a forged time';
  if (event.kind === 'moderated' || event.deleted) return 'a forged kind';
  return 'ok';
}

const forged = (name: string, frame: (at: Home) => Record<string, unknown>): Case<Home>[] =>
  FORGED.map(([field, fields]) => [
    `[W2] a ${name} with a forged ${field}: the true author, time and kind`,
    'ok',
    async (at) => {
      const vera = await visitor(at);
      const { seq } = await vera.ok<{ seq: number }>({ ...fields(at), ...frame(at) });
      const pushed = await vera.event(at.room, (event) => event.seq === seq);
      await vera.drop();
      return honest(pushed.event, at);
    },
  ]);

const another = (
  subject: string,
  due: string,
  frame: (at: Home) => Record<string, unknown>,
): Case<Home> => [
  subject,
  due,
  async (at) => {
    const vera = await visitor(at);
    const code = await outcome(vera, { room: at.room, ...frame(at) });
    await vera.drop();
    return code;
  },
];

export const FORGERIES: readonly Case<Home>[] = [
  ...forged('send', ({ room }) => ({ type: 'send', room, key: freshKey(), text: 'x' })),
  ...forged('react', ({ room, hostMessage }) => ({
    type: 'react',
    room,
    target: hostMessage,
    emoji: '🦊',
    on: true,
  })),
];

export const OTHERS: readonly Case<Home>[] = [
  another('[W2] an edit of a guest’s message by another guest', 'forbidden', (at) => ({
    type: 'edit',
    target: at.guestMessage,
    text: 'x',
  })),
  another('[W2] an edit of a host’s message by a guest', 'forbidden', (at) => ({
    type: 'edit',
    target: at.hostMessage,
    text: 'x',
  })),
  another('[W2] a delete of a guest’s message by another guest', 'forbidden', (at) => ({
    type: 'delete',
    target: at.guestMessage,
  })),
  another('[W2] a delete of a host’s message by a guest', 'forbidden', (at) => ({
    type: 'delete',
    target: at.hostMessage,
  })),
  another('[W2] an edit with its author’s id in it', 'forbidden', (at) => ({
    type: 'edit',
    target: at.guestMessage,
    text: 'x',
    by: at.guestId,
    member: at.guestId,
  })),
  another('[W2] an edit with its author’s token in it', 'forbidden', (at) => ({
    type: 'edit',
    target: at.guestMessage,
    text: 'x',
    seat: at.guestSeat,
  })),
  another('[W2] a delete with the host token in it', 'forbidden', (at) => ({
    type: 'delete',
    target: at.guestMessage,
    hostToken: at.hostToken,
  })),
  another('[W2] an edit of another’s joining', 'not_found', () => ({
    type: 'edit',
    target: 1,
    text: 'x',
  })),
  another('[W2] a reaction to another’s joining', 'not_found', () => ({
    type: 'react',
    target: 1,
    emoji: '👍',
    on: true,
  })),
  another('[W2] taking away a reaction that another made: nothing happens', 'duplicate', (at) => ({
    type: 'react',
    target: at.hostMessage,
    emoji: '🐙',
    on: false,
    member: at.guestId,
  })),
  another('[W3] a rename in another’s name', 'ok', (at) => ({
    type: 'rename',
    name: 'Vera B',
    member: at.guestId,
    id_: at.guestId,
  })),
  [
    '[W2] an edit by the host of a guest’s message',
    'forbidden',
    (at) => outcome(at.host, { type: 'edit', room: at.room, target: at.guestMessage, text: 'x' }),
  ],
  [
    '[W7] another’s message key: no duplicate of theirs, an event of one’s own',
    'ok',
    async (at) => {
      const vera = await visitor(at);
      const sent = { type: 'send', room: at.room, key: at.messageKey, text: 'mine' };
      const reply = await vera.command(sent);
      const pushed = await vera.event(at.room, ({ seq }) => seq === reply.seq);
      await vera.drop();
      return reply.duplicate || pushed.event?.by.id === at.guestId ? "another's event" : 'ok';
    },
  ],
  [
    '[W3] a read position in another’s name: one’s own member is signalled, and the answer',
    'ok',
    async (at) => {
      const vera = await visitor(at, 'Reader');
      const from = at.host.frames.length;
      const code = await outcome(vera, { type: 'read', room: at.room, seq: 2, member: at.guestId });
      const seen = await at.host.frame(({ signal }) => signal?.kind === 'read', from);
      await vera.drop();
      return seen.signal?.member === at.guestId ? "another's position" : code;
    },
  ],
  [
    '[W3] typing in another’s name: one’s own member is signalled, and so nobody’s name',
    'ok',
    async (at) => {
      const vera = await visitor(at, 'Typist');
      const from = at.host.frames.length;
      vera.send({ type: 'typing', room: at.room, on: true, member: at.guestId });
      const seen = await at.host.frame(({ signal }) => signal?.kind === 'typing', from);
      await vera.drop();
      return seen.signal?.member === at.guestId ? "another's typing" : 'ok';
    },
  ],
  [
    '[W3] a leave in another’s name: the other stays, and the answer',
    'ok',
    async (at) => {
      const vera = await visitor(at, 'Leaver');
      const code = await outcome(vera, {
        type: 'leave',
        room: at.room,
        member: at.guestId,
        seat: at.guestSeat,
      });
      await vera.drop();
      return (await outcome(at.guest, { type: 'read', room: at.room, seq: 1 })) === 'ok'
        ? code
        : 'the other is gone';
    },
  ],
  [
    '[W5] a push of an event sent by a client',
    'bad_request',
    async (at) => {
      const vera = await visitor(at, 'Pusher');
      const event = {
        seq: 999,
        at: 1,
        kind: 'message',
        by: { id: at.hostId },
        text: 'x',
        key: 'k',
      };
      const code = await outcome(vera, { type: 'event', room: at.room, event });
      await vera.drop();
      return code;
    },
  ],
];
