import type { Appended } from '../engine/engine.js';
import { isTrusted } from './claimed-names.js';
import { refuse } from './refusal.js';
import type { Room } from './room.js';
import { memberOf } from './state.js';

/**
 * Gives a member another name. The same one again makes no event. A guest may not take a name that
 * looks like a host's or a verified member's.
 */
export function rename(room: Room, seatId: string, name: string): Promise<Appended> {
  return room.turns.take(`seat ${seatId}`, async () => {
    const seat = room.seat(seatId);
    if (seat.name === name) return alreadySo(room);
    if (!isTrusted(seat) && room.state.claimedNames.has(name)) throw refuse.copiedName();
    return room.append({
      events: [{ kind: 'renamed', by: memberOf(seat), name }],
      seats: [{ ...seat, name }],
    });
  });
}

/** What was asked for is so already: no event, and the head stands for what made it so. */
export function alreadySo(room: Room): Appended {
  return { seq: room.state.head, at: room.context.clock.now(), duplicate: true };
}
