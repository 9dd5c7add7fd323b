import type { Appended, Change } from '../engine/engine.js';
import type { SeatRecord } from '../engine/record.js';
import { refuse } from './refusal.js';
import type { Room } from './room.js';
import { alreadySo } from './seats.js';
import type { Standing } from './standing.js';
import { memberOf } from './state.js';

export interface Edit {
  /** Seq of the message. */
  readonly target: number;
  readonly text: string;
}

export interface Reaction {
  readonly target: number;
  readonly emoji: string;
  readonly on: boolean;
}

/** What to make of a wish about a message: a change, or nothing because of an event that is there. */
type Decision = { readonly change: Change } | { readonly since: Appended | undefined };

/** Gives one's own message another text. */
export function edit(room: Room, seatId: string, { target, text }: Edit): Promise<Appended> {
  return amend(room, seatId, target, (standing, seat) => {
    if (standing.message?.deleted) throw refuse.noMessage();
    if (standing.message?.by.id !== seat.id) throw refuse.notYours();
    if (standing.message.text === text) return { since: standing.written };
    return { change: { events: [{ kind: 'edit', by: memberOf(seat), target, text }] } };
  });
}

/** Deletes one's own message, or as a host anybody's: its texts are gone with the commit [W15]. */
export function remove(room: Room, seatId: string, target: number): Promise<Appended> {
  return amend(room, seatId, target, (standing, seat) => {
    if (standing.message?.by.id !== seat.id && !seat.host) throw refuse.notYours();
    if (standing.message?.deleted) return { since: standing.deleted };
    const events = [{ kind: 'delete' as const, by: memberOf(seat), target }];
    return { change: { events, scrub: target } };
  });
}

/** Puts a reaction under a message, or takes it away. */
export function react(room: Room, seatId: string, reaction: Reaction): Promise<Appended> {
  const { target, emoji, on } = reaction;
  return amend(room, seatId, target, (standing, seat) => {
    if (standing.message?.deleted) throw refuse.noMessage();
    const { reactions = {} } = standing.message ?? {};
    const isOn = Object.hasOwn(reactions, emoji) && reactions[emoji]?.includes(seat.id);
    if (on === (isOn ?? false)) return { since: standing.reacted(seat.id, emoji) };
    return { change: { events: [{ kind: 'reaction', by: memberOf(seat), target, emoji, on }] } };
  });
}

/** Decisions about one message take turns: each sees what the one before it made. */
function amend(
  room: Room,
  seatId: string,
  target: number,
  decide: (standing: Standing, seat: SeatRecord) => Decision,
): Promise<Appended> {
  return room.turns.take(messageTurn(target), async () => {
    const standing = await room.standings.of(target);
    // An event says who its author is: not who they were before a change that is under way.
    await room.turns.settled(`seat ${seatId}`);
    if (!standing || target < room.state.first) throw refuse.noMessage();
    const decision = decide(standing, room.seat(seatId));
    if ('change' in decision) return room.append(decision.change);
    return { ...alreadySo(room), ...decision.since };
  });
}

/** What decisions about a message take turns on. */
export function messageTurn(seq: number): string {
  return `message ${seq}`;
}
