import type { Command, Committed } from '@roomlet/sdk/protocol';
import { edit, react, remove } from '../room/amending.js';
import type { Link } from '../room/audience.js';
import { historyPage } from '../room/history.js';
import { moderate, requireHost } from '../room/moderating.js';
import { post } from '../room/posting.js';
import { refuse } from '../room/refusal.js';
import type { Room } from '../room/room.js';
import { rename } from '../room/seats.js';

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
  switch (command.type) {
    case 'send':
      return done(await post(room, seat, command));
    case 'edit':
      return done(await edit(room, seat, command));
    case 'delete':
      return done(await remove(room, seat, command.target));
    case 'react':
      return done(await react(room, seat, command));
    case 'rename':
      return done(await rename(room, seat, command.name));
    case 'history':
      return reply(await historyPage(room, command));
    case 'read':
      room.reads.note(room.seat(seat).id, command.seq, link);
      return reply('{}');
    case 'typing':
      return room.signalFrom(link, { kind: 'typing', member: seat, on: command.on });
    case 'moderate':
      requireHost(room, seat);
      if ('member' in command) throw refuse.notYet();
      return moderate(room, { seat, network: link.network }, command, done);
  }
}
