import type { Facts, Member, PresentMember } from '@roomlet/sdk/protocol';
import { PRESENCE_CROWD } from '@roomlet/sdk/protocol';
import type { Commit, RoomSnapshot } from '../engine/engine.js';
import {
  patchRecord,
  type RoomRecord,
  readUpTo,
  replaceSeat,
  type SeatRecord,
} from '../engine/record.js';
import { ClaimedNames } from './claimed-names.js';
import { Scrubs } from './scrubs.js';

/** What a room is after the commits so far. Only commits change it, in their order. */
export class RoomState {
  readonly epoch: string;
  record: RoomRecord;
  head: number;
  first: number;
  readonly scrubs = new Scrubs();
  /** In order of joining. */
  readonly seats = new Map<string, SeatRecord>();
  readonly online: Set<string>;
  readonly hosts = new Set<string>();
  readonly claimedNames = new ClaimedNames();
  readonly #byToken = new Map<string, string>();
  readonly #byKey = new Map<string, string>();

  constructor({ record, seats, epoch, head, first, online }: RoomSnapshot) {
    this.epoch = epoch;
    this.record = record;
    this.head = head;
    this.first = first;
    this.online = new Set(online);
    for (const seat of seats) this.#put(seat);
  }

  apply(commit: Commit): void {
    const { seats = [], ended = [], used = [], reads = [], scrub, patch, head, first } = commit;
    for (const seat of seats) this.#put(seat);
    for (const { seat, at } of used) {
      const known = this.seats.get(seat);
      if (known) this.seats.set(seat, { ...known, usedAt: at });
    }
    for (const { seat, seq } of reads) {
      const known = this.seats.get(seat);
      if (known) this.seats.set(seat, readUpTo(known, seq));
    }
    for (const id of ended) this.#end(id);
    if (patch) this.record = patchRecord(this.record, patch);
    if (scrub !== undefined) this.scrubs.note(scrub);
    this.head = head;
    this.first = first;
  }

  seatByToken(tokenHash: string): SeatRecord | undefined {
    return this.#find(this.#byToken.get(tokenHash));
  }

  seatByKey(keyHash: string): SeatRecord | undefined {
    return this.#find(this.#byKey.get(keyHash));
  }

  get facts(): Facts {
    const { code, title, createdAt, passwordHash, locked, slow } = this.record;
    return {
      code,
      ...(title && { title }),
      createdAt,
      needsPassword: passwordHash !== undefined,
      locked: locked === true,
      ...(slow && { slow }),
      members: this.seats.size,
    };
  }

  /**
   * The members with whether they are here: all, or the first of a crowd [W14]. How far each has
   * read is told along with it where the signals of it are, so not in a crowd.
   * @param readOf the seq up to which a seat has read; 0: nothing yet.
   */
  presentMembers(readOf: (seat: string) => number): PresentMember[] {
    const isCrowd = this.seats.size > PRESENCE_CROWD;
    const members: PresentMember[] = [];
    for (const seat of this.seats.values()) {
      if (members.length === PRESENCE_CROWD) break;
      const read = isCrowd ? 0 : readOf(seat.id);
      members.push({
        ...memberOf(seat),
        online: this.online.has(seat.id),
        ...(read > 0 && { read }),
      });
    }
    return members;
  }

  #find(id: string | undefined): SeatRecord | undefined {
    return id === undefined ? undefined : this.seats.get(id);
  }

  #put(seat: SeatRecord): void {
    const before = this.seats.get(seat.id);
    this.claimedNames.change(before, seat);
    if (seat.host) this.hosts.add(seat.id);
    else this.hosts.delete(seat.id);
    this.seats.set(seat.id, replaceSeat(before, seat));
    this.#byToken.set(seat.tokenHash, seat.id);
    if (seat.keyHash) this.#byKey.set(seat.keyHash, seat.id);
  }

  #end(id: string): void {
    const seat = this.seats.get(id);
    if (!seat) return;
    this.claimedNames.change(seat, undefined);
    this.seats.delete(id);
    this.hosts.delete(id);
    this.online.delete(id);
    this.#byToken.delete(seat.tokenHash);
    if (seat.keyHash) this.#byKey.delete(seat.keyHash);
  }
}

/** The public face of a seat. */
export function memberOf({ id, name, host, verified, avatar }: SeatRecord): Member {
  return {
    id,
    name,
    ...(host && { host }),
    ...(verified && { verified }),
    ...(avatar !== undefined && { avatar }),
  };
}
