import type { RoomEvent } from '@roomlet/sdk/protocol';
import { type Appended, isUnable, type StoredEvent } from '../engine/engine.js';
import { messageTurn } from './amending.js';
import { refuse } from './refusal.js';
import type { Room } from './room.js';
import { memberOf } from './state.js';

export interface Post {
  readonly key: string;
  readonly text: string;
  readonly replyTo?: number | undefined;
}

/**
 * Posts a message, exactly once per key [W7], in the order of the calls of one seat. A message that
 * isn't new, is refused, or can't be kept just now costs no send; but those that make nothing have a
 * limit of their own, as each is a question to the disk.
 */
export async function post(room: Room, seatId: string, message: Post): Promise<Appended> {
  const { limits } = room;
  const fruitless = limits.take('fruitless', seatId);
  const send = limits.ask('sends', seatId);
  const refund = () => {
    if (typeof send !== 'number') send.refund();
  };
  try {
    room.seat(seatId);
    if (typeof send === 'number') throw limits.refusal('sends', send);
    const appended = await appendInOrder(room, seatId, message);
    if (appended.duplicate) refund();
    else fruitless.refund();
    return appended;
  } catch (error) {
    refund();
    try {
      if (isUnable(error)) throw error;
      // One that is kept already is answered as such, whatever the seat may do now.
      const known = await room.log.findKey(seatId, message.key);
      if (!known) throw error;
      return { ...known, duplicate: true };
    } catch (reason) {
      if (isUnable(reason)) fruitless.refund();
      throw reason;
    }
  }
}

/** What a message waits for takes time; what the seat sends after it must not overtake it. */
async function appendInOrder(room: Room, seat: string, message: Post): Promise<Appended> {
  const { replyTo } = message;
  const subject = `post ${seat}`;
  const renaming = room.turns.settled(`seat ${seat}`);
  const { looking } = room.slowMode;
  const free = replyTo === undefined && !renaming && !looking && !room.turns.settled(subject);
  if (free) return append(room, seat, message);
  const { committed } = await room.turns.take(subject, async () => {
    // A message says who its author is: not who they were before a change that is under way.
    await renaming;
    await looking;
    // Wrapped, so that the next message waits for this one's place in the log, not for its commit.
    const place = () => ({ committed: append(room, seat, message) });
    if (replyTo === undefined) return place();
    // What it answers isn't deleted in between.
    return room.turns.take(messageTurn(replyTo), async () => {
      if (!isMessage(await room.kept.find(replyTo))) throw refuse.noMessage();
      return place();
    });
  });
  return committed;
}

/** Takes its place in the log at once. */
async function append(room: Room, seatId: string, { key, text, replyTo }: Post): Promise<Appended> {
  const seat = room.seat(seatId);
  const takeBack = room.slowMode.take(seat);
  const reply = replyTo !== undefined && { replyTo };
  try {
    const appended = await room.append({
      events: [{ kind: 'message', by: memberOf(seat), key, text, ...reply }],
      key: { seat: seatId, key },
    });
    if (appended.duplicate) takeBack();
    else room.slowMode.kept(seatId, appended.at);
    return appended;
  } catch (error) {
    takeBack();
    throw error;
  }
}

function isMessage(event: StoredEvent | undefined): boolean {
  if (!event) return false;
  const parsed = JSON.parse(event.json) as RoomEvent;
  return parsed.kind === 'message' && !parsed.deleted;
}
