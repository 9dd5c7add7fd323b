import { parseRoomCode } from '@roomlet/sdk/protocol';
import { refuse } from '../room/refusal.js';
import type { Room } from '../room/room.js';
import type { Rooms } from '../room/rooms.js';
import type { Visitor } from '../room/visitor.js';

/**
 * Finds the room a visitor names, for socket and HTTP alike. A code that no room has counts as a
 * guess; once those are used up only who brings a token gets as far as being looked at.
 */
export async function enter<T>(
  rooms: Rooms,
  visitor: Visitor,
  input: string,
  hasToken: boolean,
  work: (room: Room) => Promise<T>,
): Promise<T> {
  if (!hasToken) visitor.guard();
  const code = parseRoomCode(input);
  const found =
    code === undefined
      ? undefined
      : // Wrapped, so that what `work` returns is never taken for "no such room".
        await rooms.use(code, async (room) => ({ done: await work(room) }));
  if (!found) throw visitor.wrong(refuse.noRoom());
  return found.done;
}
