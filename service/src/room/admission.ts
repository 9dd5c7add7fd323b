import { PRESENCE_CROWD } from '@roomlet/sdk/protocol';
import { checkPassword } from '../auth/password.js';
import { deriveSecret, hashSecret, matchesHash, randomId, randomSecret } from '../auth/secret.js';
import type { SeatRecord } from '../engine/record.js';
import { ROOM_TURN } from './moderating.js';
import { refuse } from './refusal.js';
import type { Room } from './room.js';
import { memberOf } from './state.js';
import type { Visitor } from './visitor.js';

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
    await promote(room, seat, credentials, visitor);
    return { seat: seat.id, token };
  }
  if (key === undefined) return newSeat(room, credentials, visitor);
  const keyHash = hashSecret(key);
  // Two joins with one key must not both find that there is no seat yet.
  return room.turns.take(`key ${keyHash}`, async () => {
    const seat = room.state.seatByKey(keyHash);
    if (!seat) return newSeat(room, credentials, visitor);
    await promote(room, seat, credentials, visitor);
    return { seat: seat.id, token: keyedToken(room, key, seat.id) };
  });
}

/** A host token with a live seat makes that seat a host, once. */
async function promote(
  room: Room,
  seat: SeatRecord,
  { hostToken, identity }: Credentials,
  visitor: Visitor,
): Promise<void> {
  if (identity !== undefined) throw visitor.wrong(refuse.noIdentities());
  if (hostToken === undefined) return;
  if (!isHostToken(room, hostToken)) throw visitor.wrong(refuse.wrongHostToken());
  await room.turns.take(`seat ${seat.id}`, async () => {
    const now = room.seat(seat.id);
    if (now.host) return;
    await room.append({
      events: [{ kind: 'moderated', by: memberOf(now), action: 'promote', member: now.id }],
      seats: [{ ...now, host: true }],
    });
  });
}

async function newSeat(room: Room, credentials: Credentials, visitor: Visitor): Promise<Admission> {
  const { key, name, hostToken, identity, password } = credentials;
  const { settings, clock } = room.context;
  const host = hostToken !== undefined && isHostToken(room, hostToken);
  if (!host) visitor.guard();
  if (hostToken !== undefined && !host) throw visitor.wrong(refuse.wrongHostToken());
  if (identity !== undefined) throw visitor.wrong(refuse.noIdentities());
  if (!host) {
    await requireOpen(room, password, visitor);
  }
  if (name === undefined) throw refuse.noName();
  if (!host && room.state.claimedNames.has(name)) throw refuse.copiedName();
  const { membersPerRoom } = settings.limits;
  const { population } = room;
  if (population >= membersPerRoom) throw refuse.full(membersPerRoom);
  visitor.takeSeat();

  const id = randomId();
  const token = key === undefined ? randomSecret() : keyedToken(room, key, id);
  const seat: SeatRecord = {
    id,
    name,
    ...(host && { host: true }),
    tokenHash: hashSecret(token),
    ...(key !== undefined && { keyHash: hashSecret(key) }),
    logged: population < PRESENCE_CROWD,
    usedAt: clock.now(),
  };
  await room.addSeat(seat, {
    ...(seat.logged && { events: [{ kind: 'joined', by: memberOf(seat) }] }),
    ...(room.state.record.emptySince !== undefined && { patch: { emptySince: null } }),
  });
  return { seat: id, token };
}

/** Refuses unless a stranger with this password may come in, as the room is in this very turn. */
async function requireOpen(
  room: Room,
  password: string | undefined,
  visitor: Visitor,
): Promise<void> {
  let checked: string | undefined;
  for (;;) {
    // A lock that is under way comes before whoever asks after it.
    for (let turn = settling(room); turn; turn = settling(room)) await turn;
    const { locked, passwordHash } = room.state.record;
    if (locked) throw refuse.locked();
    if (passwordHash === checked) return;
    checked = passwordHash;
    if (passwordHash === undefined) continue;
    if (password === undefined) throw refuse.needsPassword();
    const right = await checkPassword(password, passwordHash, () => visitor.guard());
    if (!right) throw visitor.wrong(refuse.needsPassword());
    // Guesses that were being checked beside this one may have used the rest up [limits: right or wrong].
    visitor.guard();
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
