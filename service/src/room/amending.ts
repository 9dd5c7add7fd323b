import type { RoomEvent } from '@roomlet/sdk/protocol';
import type { Appended, Change, StoredEvent } from '../engine/engine.js';
import type { SeatRecord } from '../engine/record.js';
import { refuse } from './refusal.js';
import type { Room } from './room.js';
import { alreadySo } from './seats.js';
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

type Message = Extract<RoomEvent, { kind: 'message' }>;

/** What to make of a wish about a message: a change, or nothing because of an event that is there. */
type Decision = { readonly change: Change } | { readonly since: Appended | undefined };

/**
 * A wish about a message. What it needs to know of what became of the message the engine answers by
 * a few looks into an index: never by all that was said about it, which may be the whole log.
 */
interface Wish<T> {
  readonly seat: string;
  /** Seq of the message. */
  readonly target: number;
  ask(): Promise<T>;
  /** Decides at once: what it was told is so until the change is made. */
  decide(message: Message, seat: SeatRecord, told: T): Decision;
}

/** Gives one's own message another text. */
export function edit(room: Room, seat: string, { target, text }: Edit): Promise<Appended> {
  const most = room.context.settings.limits.editsPerMessage;
  return amend(room, {
    seat,
    target,
    ask: () => room.log.readAmended(target, most),
    decide(message, record, { edits, lastEdit }) {
      if (message.deleted) throw refuse.noMessage();
      if (message.by.id !== record.id) throw refuse.notYours();
      const written = lastEdit ? parse<'edit'>(lastEdit) : message;
      if (written.text === text) return { since: placeOf(written) };
      if (edits >= most) throw refuse.editedTooOften(most);
      return { change: { events: [{ kind: 'edit', by: memberOf(record), target, text }] } };
    },
  });
}

/** Deletes one's own message, or as a host anybody's: its texts are gone with the commit [W15]. */
export function remove(room: Room, seat: string, target: number): Promise<Appended> {
  return amend(room, {
    seat,
    target,
    ask: () => room.log.readAmended(target, 0),
    decide(message, record, { deletion }) {
      if (message.by.id !== record.id && !record.host) throw refuse.notYours();
      if (message.deleted) return { since: deletion && placeOf(parse(deletion)) };
      const events = [{ kind: 'delete' as const, by: memberOf(record), target }];
      return { change: { events, scrub: target } };
    },
  });
}

/** Puts a reaction under a message, or takes it away. */
export async function react(room: Room, seat: string, reaction: Reaction): Promise<Appended> {
  const { toggles, context } = room;
  const { target, emoji, on } = reaction;
  const { reactionsPerMessage, reactionsPerMember } = context.settings.limits;
  const limit = Math.max(reactionsPerMessage, reactionsPerMember);
  const toggle = `${seat} ${target} ${emoji}`;
  let isCharged = false;
  try {
    return await amend(room, {
      seat,
      target,
      ask: () => room.log.readReactions({ message: target, member: seat, emoji, limit }),
      decide(message, record, { last, isOn, kinds, own }) {
        if (message.deleted) throw refuse.noMessage();
        const before = last && parse<'reaction'>(last);
        if (on === (before?.on ?? false)) return { since: before && placeOf(before) };
        if (on && own >= reactionsPerMember) throw refuse.tooManyOwnKinds(reactionsPerMember);
        if (on && !isOn && kinds >= reactionsPerMessage)
          throw refuse.tooManyKinds(reactionsPerMessage);
        const wait = toggles.take(toggle, context.clock.now());
        if (wait > 0) throw refuse.tooMany('times on and off', wait);
        isCharged = true;
        const by = memberOf(record);
        return { change: { events: [{ kind: 'reaction', by, target, emoji, on }] } };
      },
    });
  } catch (error) {
    if (isCharged) toggles.refund(toggle);
    throw error;
  }
}

/** Decisions about one message take turns: each sees what the one before it made. */
function amend<T>(room: Room, { seat, target, ask, decide }: Wish<T>): Promise<Appended> {
  return room.turns.take(messageTurn(target), async () => {
    const [own, told] = await Promise.all([room.kept.find(target), ask()]);
    // An event says who its author is: not who they were before a change that is under way.
    await room.turns.settled(`seat ${seat}`);
    const message = own && parse<'message'>(own);
    if (message?.kind !== 'message' || target < room.state.first) throw refuse.noMessage();
    const decision = decide(message, room.seat(seat), told);
    if ('change' in decision) return room.append(decision.change);
    return { ...alreadySo(room), ...decision.since };
  });
}

/** What decisions about a message take turns on. */
export function messageTurn(seq: number): string {
  return `message ${seq}`;
}

function parse<K extends RoomEvent['kind']>({ json }: StoredEvent) {
  return JSON.parse(json) as Extract<RoomEvent, { kind: K }>;
}

function placeOf({ seq, at }: RoomEvent): Appended {
  return { seq, at };
}
