import { parseRoomCode } from '@roomlet/sdk/protocol';
import { refuse } from '../room/refusal.js';
import type { Room } from '../room/room.js';
import type { Rooms, Secrets } from '../room/rooms.js';
import type { Visitor } from '../room/visitor.js';
import type { Address } from './visitors.js';

/** The room somebody names, and what they bring that may be live there. */
export interface Entrance {
  /** The code as written. */
  readonly room: string;
  readonly secrets?: Secrets;
}

/**
 * Finds the room a visitor names, for socket and HTTP alike. A code that no room has counts as a
 * guess; once those are used up no room is opened but for a token that is live there.
 */
export async function enter<T>(
  rooms: Rooms,
  address: Address,
  { room: input, secrets = {} }: Entrance,
  work: (room: Room, visitor: Visitor) => Promise<T>,
): Promise<T> {
  const code = parseRoomCode(input);
  const proves = async () => {
    const brings = Object.values(secrets).some((secret) => secret !== undefined);
    // No guess pays for it, and it waits before everybody's commits: so it is counted as well.
    if (code === undefined || !brings || !address.mayAsk()) return false;
    return rooms.proves(code, secrets);
  };
  return address.guess(proves, async (visitor) => {
    const found =
      code === undefined
        ? undefined
        : // Wrapped, so that what `work` returns is never taken for "no such room".
          await rooms.use(code, async (room) => ({ done: await work(room, visitor) }));
    if (!found) throw visitor.wrong(refuse.noRoom());
    return found.done;
  });
}
