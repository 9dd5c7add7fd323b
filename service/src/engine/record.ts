/**
 * What is kept of a room and of a seat beside the log. The rules in `room/` give these fields their
 * meaning; an engine stores them whole and looks only at the fields its contract names.
 */

/** A room's standing facts and secrets. Secrets are kept as hashes only [W4]. */
export interface RoomRecord {
  readonly code: string;
  /** ms. */
  readonly createdAt: number;
  readonly title?: string;
  readonly locked?: true;
  /** Least time between two sends of a member who is no host, ms. Absent: none. */
  readonly slow?: number;
  readonly hostTokenHash: string;
  /** scrypt, in the form `auth/password` writes. Absent: none needed. */
  readonly passwordHash?: string;
  /** Public randomness that ties derived tokens to this room. */
  readonly salt: string;
  /** When the last seat ended, ms; at first the room's creation. Absent while there are seats. */
  readonly emptySince?: number;
}

/** What changes of a room's record: a field given as null goes away. */
export type RoomPatch = { readonly [F in keyof RoomRecord]?: RoomRecord[F] | null };

/** The record with a patch applied. */
export function patchRecord(record: RoomRecord, patch: RoomPatch): RoomRecord {
  const fields = Object.entries({ ...record, ...patch }).filter(([, value]) => value !== null);
  return Object.fromEntries(fields) as unknown as RoomRecord;
}

/** A seat: a person's place in a room. `id` is the member's id and unique in the room. */
export interface SeatRecord {
  readonly id: string;
  readonly name: string;
  readonly host?: true;
  /** It showed the host token, and so may renew it. Absent where another host promoted it. */
  readonly hostBy?: 'token';
  readonly verified?: true;
  readonly avatar?: string;
  readonly tokenHash: string;
  /** Hash of the join key that made it: the same key finds the same seat. */
  readonly keyHash?: string;
  /** Whether its `joined` is in the log; if not, no `left` will be [W14]. */
  readonly logged: boolean;
  /** When it was last in use, ms. Not kept up while it is connected. */
  readonly usedAt: number;
  /** Seq of the newest event it has read. Absent: none. */
  readonly readSeq?: number;
}

/** The seat with its read position at `seq`, unless it is further already. */
export function readUpTo(seat: SeatRecord, seq: number): SeatRecord {
  return seq > (seat.readSeq ?? 0) ? { ...seat, readSeq: seq } : seat;
}

/** A seat in the place of the one before it: replaced whole, but reading goes only forward. */
export function replaceSeat(before: SeatRecord | undefined, seat: SeatRecord): SeatRecord {
  return readUpTo(seat, before?.readSeq ?? 0);
}
