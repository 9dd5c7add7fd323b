import type { Command, Committed } from '@roomlet/sdk/protocol';
import { edit, react, remove } from '../room/amending.js';
import type { Link } from '../room/audience.js';
import { historyPage } from '../room/history.js';
import { moderate, requireHost } from '../room/moderating.js';
import { post } from '../room/posting.js';
import { refuse } from '../room/refusal.js';
import type { Room } from '../room/room.js';
import { rename } from '../room/seats.js';

/** Whether a member's commands of this sort have a limit of their own, kept by seat. */
export function hasOwnLimit(type: Command['type']): boolean {
  switch (type) {
    case 'send':
    case 'edit':
    case 'delete':
    case 'react':
    case 'rename':
    case 'read':
    case 'typing':
      return true;
    case 'join':
    case 'leave':
    case 'ping':
    case 'history':
    case 'moderate':
      return false;
  }
}

/** A command that only a member of the room may give. */
export type MemberCommand = Exclude<Command, { type: 'join' | 'leave' | 'ping' }>;

/**
 * Does what a member asks.
 * @param reply called once with the fields of the `ok` as a JSON object, if there is one.
 */
export async function runCommand(
  room: Room,
  seat: string,
  command: MemberCommand,
  link: Link,
  reply: (body: string) => void,
): Promise<void> {
  const done = (committed: Committed) => reply(JSON.stringify(committed));
  const { limits } = room;
  switch (command.type) {
    case 'send':
      return done(await post(room, seat, command));
    case 'edit':
      return done(await limits.charged('amends', seat, () => edit(room, seat, command)));
    case 'delete':
      return done(await limits.charged('amends', seat, () => remove(room, seat, command.target)));
    case 'react':
      return done(await limits.charged('amends', seat, () => react(room, seat, command)));
    case 'rename':
      return done(await limits.charged('renames', seat, () => rename(room, seat, command.name)));
    case 'history': {
      limits.take('commands', seat);
      const { network } = link;
      const place = { kind: 'page', network, seat, isGone: () => !link.open } as const;
      return reply(await historyPage(room, command, { place }));
    }
    case 'read':
      room.reads.note(room.seat(seat).id, command.seq, link);
      return reply('{}');
    case 'typing':
      // No reply could say that it is too much: it is dropped.
      if (!limits.allows('typing', seat)) return;
      return room.signalFrom(link, { kind: 'typing', member: seat, on: command.on });
    case 'moderate':
      limits.take('commands', seat);
      requireHost(room, seat);
      if ('member' in command) throw refuse.notYet();
      return moderate(room, { seat, network: link.network }, command, done);
  }
}
