import type { Command } from '@roomlet/sdk/protocol';
import type { Link } from '../room/audience.js';
import { historyPage } from '../room/history.js';
import { post } from '../room/posting.js';
import { refuse } from '../room/refusal.js';
import type { Room } from '../room/room.js';
import { rename } from '../room/seats.js';

/** A command that only a member of the room may give. */
export type MemberCommand = Exclude<Command, { type: 'join' | 'leave' | 'ping' }>;

/** Does what a member asks. @returns the fields of the `ok` as a JSON object. */
export async function runCommand(
  room: Room,
  seat: string,
  command: MemberCommand,
  link: Link,
): Promise<string> {
  switch (command.type) {
    case 'send':
      return JSON.stringify(await post(room, seat, command));
    case 'rename':
      return JSON.stringify(await rename(room, seat, command.name));
    case 'history':
      return historyPage(room, command);
    case 'typing':
      room.signalFrom(link, { kind: 'typing', member: seat, on: command.on });
      return '{}';
    case 'edit':
    case 'delete':
    case 'react':
    case 'read':
    case 'moderate':
      throw refuse.notYet();
  }
}
