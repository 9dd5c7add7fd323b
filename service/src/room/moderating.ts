import type { EventDraft } from '@roomlet/sdk/protocol';
import type { Asker } from '../auth/password-queue.js';
import { hashSecret, randomSecret } from '../auth/secret.js';
import type { Appended } from '../engine/engine.js';
import type { RoomPatch } from '../engine/record.js';
import { refuse } from './refusal.js';
import type { Room } from './room.js';
import { alreadySo } from './seats.js';
import { memberOf } from './state.js';

/** What a host may ask of the room itself; as the schema of `moderate` has it. */
export type RoomOrder =
  | { readonly action: 'lock' | 'unlock' }
  | { readonly action: 'close' }
  | { readonly action: 'hosttoken' }
  | { readonly action: 'slow'; readonly value: number }
  | { readonly action: 'password'; readonly value?: string | undefined }
  | { readonly action: 'title'; readonly value: string };

/** An order that makes an event. */
type EventfulOrder = Exclude<RoomOrder, { action: 'close' | 'hosttoken' }>;

/** What the `ok` to an order carries. */
export interface Ordered extends Appended {
  /** Renewed. Secret. */
  readonly hostToken?: string;
}

/** What changes of the room, and the fields of the event that tells so. */
interface Turn {
  readonly patch: RoomPatch;
  readonly fields: Omit<Extract<EventDraft, { kind: 'room' }>, 'kind' | 'by'>;
}

/** What changes of the room itself take turns on; joins wait for those under way. */
export const ROOM_TURN = 'room';

/** A host, and from where the order comes. */
export interface Orderer {
  readonly seat: string;
  readonly network: string;
}

/**
 * Does what a host orders of the room: one `room` event, or none when it is so already.
 * @param reply called once with what the `ok` carries; for `close` before anyone is told.
 */
export async function moderate(
  room: Room,
  { seat, network }: Orderer,
  order: RoomOrder,
  reply: (done: Ordered) => void,
): Promise<void> {
  requireHost(room, seat);
  // A turn of the host's own, beside those of the strangers before the door.
  const asker = { room: `host of ${room.code}`, network };
  const take = () =>
    room.turns.take(ROOM_TURN, () => carryOut(room, { seat, asker }, order, reply));
  const isSlow = order.action === 'password' && order.value !== undefined;
  // The place is held while it waits for other orders, too: else those could pile up.
  return isSlow ? room.context.passwords.within(asker, take) : take();
}

async function carryOut(
  room: Room,
  { seat: seatId, asker }: { seat: string; asker: Asker },
  order: RoomOrder,
  reply: (done: Ordered) => void,
): Promise<void> {
  requireHost(room, seatId);
  if (order.action === 'close') {
    await room.erase(() => reply({ seq: room.state.head, at: room.context.clock.now() }));
    return;
  }
  if (order.action === 'hosttoken') {
    reply(await renewHostToken(room, seatId));
    return;
  }
  const turn = await turnFor(room, order, asker);
  await room.turns.settled(`seat ${seatId}`);
  const seat = requireHost(room, seatId);
  if (!turn) {
    reply(alreadySo(room));
    return;
  }
  const { patch, fields } = turn;
  const event: EventDraft = { kind: 'room', by: memberOf(seat), ...fields };
  reply(await room.append({ events: [event], patch }));
}

/** Whoever joins with the old token waits for this turn, so that it is void from the answer on. */
async function renewHostToken(room: Room, seatId: string): Promise<Ordered> {
  if (requireHost(room, seatId).hostBy !== 'token') throw refuse.notByToken();
  const hostToken = randomSecret();
  const appended = await room.append({ patch: { hostTokenHash: hashSecret(hostToken) } });
  return { ...appended, hostToken };
}

/** The seat, if it is a host's; else refuses. */
export function requireHost(room: Room, seatId: string) {
  const seat = room.seat(seatId);
  if (!seat.host) throw refuse.hostsOnly();
  return seat;
}

/** What an order changes; undefined when it is so already. */
async function turnFor(room: Room, order: EventfulOrder, asker: Asker): Promise<Turn | undefined> {
  const { locked = false, slow = 0, title = '', passwordHash } = room.state.record;
  switch (order.action) {
    case 'lock':
      return locked ? undefined : { patch: { locked: true }, fields: { locked: true } };
    case 'unlock':
      return locked ? { patch: { locked: null }, fields: { locked: false } } : undefined;
    case 'slow': {
      const { value } = order;
      return value === slow
        ? undefined
        : { patch: { slow: value || null }, fields: { slow: value } };
    }
    case 'title': {
      const { value } = order;
      const patch = { title: value || null };
      return value === title ? undefined : { patch, fields: { title: value } };
    }
    case 'password': {
      const { value } = order;
      if (value === undefined) {
        const fields = { needsPassword: false };
        return passwordHash === undefined ? undefined : { patch: { passwordHash: null }, fields };
      }
      const { passwords } = room.context;
      const isSo = passwordHash && (await passwords.check(value, passwordHash, asker));
      if (isSo) return undefined;
      const patch = { passwordHash: await passwords.hash(value, asker) };
      return { patch, fields: { needsPassword: true } };
    }
  }
}
