import { PRESENCE_CROWD } from '@roomlet/sdk/protocol';
import { deriveSecret, hashSecret, matchesHash, randomId, randomSecret } from '../auth/secret.js';
import type { SeatRecord } from '../engine/record.js';
import type { Charge } from '../limits/charges.js';
import type { Network } from '../limits/networks.js';
import { ROOM_TURN } from './moderating.js';
import { refuse } from './refusal.js';
import type { Room } from './room.js';
import { memberOf } from './state.js';
import type { Visitor } from './visitor.js';

/** How long a join waits for what hosts are ordering, and when to come again after that, ms. */
const ORDERS_WITHIN = 5_000;
const COME_AGAIN = 2_000;

/** What someone brings to get into a room, all as the schema checked it. */
export interface Credentials {
  readonly key?: string | undefined;
  readonly name?: string | undefined;
  readonly seat?: string | undefined;
  readonly hostToken?: string | undefined;
  readonly identity?: string | undefined;
  readonly password?: string | undefined;
}

/** A seat someone may use, and the token that proves it. */
export interface Admission {
  readonly seat: string;
  readonly token: string;
}

/** Finds the seat that the credentials stand for, or makes a new one. Authorises afresh each time [W8]. */
export async function admit(
  room: Room,
  credentials: Credentials,
  visitor: Visitor,
): Promise<Admission> {
  const { seat: token, key } = credentials;
  if (token !== undefined) {
    const seat = room.state.seatByToken(hashSecret(token));
    if (!seat) throw visitor.wrong(refuse.noSeat());
    await comeBack(room, seat, credentials, visitor);
    return { seat: seat.id, token };
  }
  if (key === undefined) return newSeat(room, credentials, visitor);
  const keyHash = hashSecret(key);
  // Two joins with one key must not both find that there is no seat yet.
  return room.turns.take(`key ${keyHash}`, async () => {
    const seat = room.state.seatByKey(keyHash);
    if (!seat) return newSeat(room, credentials, visitor);
    await comeBack(room, seat, credentials, visitor);
    return { seat: seat.id, token: keyedToken(room, key, seat.id) };
  });
}

/** Somebody comes back to a live seat; with the host token they become a host, once. */
async function comeBack(
  room: Room,
  { id }: SeatRecord,
  { hostToken, identity }: Credentials,
  visitor: Visitor,
): Promise<void> {
  room.networks.note(id, visitor.networks);
  if (identity !== undefined) throw visitor.wrong(refuse.noIdentities());
  if (hostToken === undefined) return;
  if (!isHostToken(room, hostToken)) throw visitor.wrong(refuse.wrongHostToken());
  // What it waits for now is not the address's to pay for.
  visitor.right();
  // A token that is being renewed is void for those who come after that.
  await room.turns.take(ROOM_TURN, () =>
    room.turns.take(`seat ${id}`, async () => {
      const seat = room.seat(id);
      if (!isHostToken(room, hostToken)) throw refuse.wrongHostToken();
      if (seat.hostBy === 'token') return;
      const by = memberOf(seat);
      await room.append({
        ...(!seat.host && { events: [{ kind: 'moderated', by, action: 'promote', member: id }] }),
        seats: [{ ...seat, host: true, hostBy: 'token' }],
      });
    }),
  );
}

/**
 * Takes a new seat. Whatever there is to wait for may change what was found before it, so all is
 * looked at anew after it, and the seat is on its way in the turn of the last look.
 */
async function newSeat(room: Room, credentials: Credentials, visitor: Visitor): Promise<Admission> {
  let checked: string | undefined;
  let charge: Charge | undefined;
  try {
    for (;;) {
      // What a host is ordering comes before whoever asks after it.
      await ordersSettled(room);
      const newcomer = screen(room, credentials, visitor);
      charge ??= visitor.takeSeat();
      const { passwordHash } = room.state.record;
      const isOpen = passwordHash === undefined || passwordHash === checked;
      if (newcomer.host || isOpen) return await addSeat(room, credentials, newcomer);
      await requirePassword(room, credentials.password, passwordHash, visitor);
      checked = passwordHash;
    }
  } catch (error) {
    charge?.refund();
    throw error;
  }
}

interface Newcomer {
  readonly name: string;
  readonly host: boolean;
  readonly networks: readonly Network[];
}

/** All that can be found out at once, and refuses before anything slow is done. */
function screen(room: Room, credentials: Credentials, visitor: Visitor): Newcomer {
  const { networks } = visitor;
  const { name, hostToken, identity, password } = credentials;
  const { membersPerRoom } = room.context.settings.limits;
  const host = hostToken !== undefined && isHostToken(room, hostToken);
  if (!host) visitor.guard();
  if (hostToken !== undefined && !host) throw visitor.wrong(refuse.wrongHostToken());
  if (identity !== undefined) throw visitor.wrong(refuse.noIdentities());
  if (name === undefined) throw refuse.noName();
  if (host) return { name, host, networks };
  const { claimedNames, record } = room.state;
  if (claimedNames.has(name)) throw refuse.copiedName();
  if (room.population >= membersPerRoom) throw refuse.full(membersPerRoom);
  if (room.networks.isFull(networks)) throw refuse.crowdedNetwork();
  if (record.locked) throw refuse.locked();
  if (record.passwordHash !== undefined && password === undefined) throw refuse.needsPassword();
  return { name, host, networks };
}

/** It was charged as a guess before the room was looked for; once it is right the charge is given back. */
async function requirePassword(
  room: Room,
  password = '',
  kept: string,
  visitor: Visitor,
): Promise<void> {
  const { passwords } = room.context;
  const asker = { room: room.code, network: visitor.network };
  const isRight = await passwords.within(asker, () => passwords.check(password, kept, asker));
  if (!isRight) throw visitor.wrong(refuse.needsPassword());
}

async function addSeat(
  room: Room,
  { key }: Credentials,
  { name, host, networks }: Newcomer,
): Promise<Admission> {
  const id = randomId();
  const token = key === undefined ? randomSecret() : keyedToken(room, key, id);
  const seat: SeatRecord = {
    id,
    name,
    ...(host && { host: true, hostBy: 'token' }),
    tokenHash: hashSecret(token),
    ...(key !== undefined && { keyHash: hashSecret(key) }),
    logged: room.population < PRESENCE_CROWD,
    usedAt: room.context.clock.now(),
  };
  room.networks.note(id, networks);
  try {
    await room.addSeat(seat, {
      ...(seat.logged && { events: [{ kind: 'joined', by: memberOf(seat) }] }),
      ...(room.state.record.emptySince !== undefined && { patch: { emptySince: null } }),
    });
  } catch (error) {
    room.networks.forget(id);
    throw error;
  }
  return { seat: id, token };
}

/**
 * Waits until no host is ordering anything. Hosts could go on for ever; who waits has a guess set
 * aside that others can't use, so the wait has an end.
 */
async function ordersSettled(room: Room): Promise<void> {
  const { clock } = room.context;
  let isOver = false;
  let cancel = () => {};
  const end = new Promise<void>((resolve) => {
    cancel = clock.after(ORDERS_WITHIN, () => {
      isOver = true;
      resolve();
    });
  });
  try {
    for (let turn = settling(room); turn; turn = settling(room)) {
      await Promise.race([turn, end]);
      if (isOver) throw refuse.busy(COME_AGAIN);
    }
  } finally {
    cancel();
  }
}

function settling(room: Room): Promise<unknown> | undefined {
  return room.turns.settled(ROOM_TURN);
}

function isHostToken(room: Room, hostToken: string): boolean {
  return matchesHash(hostToken, room.state.record.hostTokenHash);
}

function keyedToken(room: Room, key: string, seat: string): string {
  return deriveSecret(key, 'seat', room.state.record.salt, seat);
}
