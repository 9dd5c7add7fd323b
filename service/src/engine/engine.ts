import type { EventDraft, Signal } from '@roomlet/sdk/protocol';
import type { RoomPatch, RoomRecord, SeatRecord } from './record.js';

/**
 * What an engine must do. `contract/` is this text as a test suite, which every engine passes.
 *
 * After a crash of the service or of the machine (as far as the engine's durability setting says):
 * every change whose `append` resolved, or which a tail was told of, MUST be there, whole; a change
 * that was not MUST be there whole or not at all; seqs MUST be contiguous from `first` to `head`,
 * and none may ever be given out twice under one epoch.
 *
 * A promise rejects with an `EngineFailure` when the engine can't keep this just now; nothing that
 * was pending may then be assumed kept or not kept. A room opened before that is dead for good: its
 * promises reject from then on, and its tail is told nothing more. Whether the engine comes back is
 * its own affair; a room opened after the failure shows what was kept.
 *
 * A promise rejects with an `EngineBusy` when too much is waiting already: nothing of what was asked
 * was done, nor will it be.
 */
export interface Engine {
  /**
   * Makes a room with an empty log.
   * @returns `created`; or, when `keyHash` was used for a room created at or after `keySince` that
   *   still exists, that room's record as `existing` (over restarts too); or `taken` when another
   *   room has the code. In the last two cases nothing is changed.
   */
  createRoom(draft: RoomDraft): Promise<RoomCreated>;

  /** The record of the room that `createRoom` with this key would answer as `existing`. */
  roomByKey(keyHash: string, keySince: number): Promise<RoomRecord | undefined>;

  /**
   * Opens a room. At most once at a time per engine; the caller calls `tail` once before anything
   * else, and closes it.
   * @returns undefined when there is no such room.
   * @throws an Error that names the room when what is kept of it can't be read.
   */
  openRoom(code: string): Promise<OpenRoom | undefined>;

  /**
   * Whether a hash proves a right to the room: true when the room exists and at least one of those
   * given is that of a live seat's token, of a live seat's join key, or of the room's host token.
   * MUST be answered without opening the room, at a cost that doesn't grow with its seats: those who
   * guess ask this.
   */
  proves(code: string, proof: RoomProof): Promise<boolean>;

  /** Codes of rooms whose `wakeAt` has come, the most overdue first, at most `limit`. */
  dueRooms(now: number, limit: number): Promise<string[]>;

  /** Resolves when everything appended before is kept and the engine has let go of its files. */
  close(): Promise<void>;
}

export interface RoomDraft {
  readonly record: RoomRecord;
  /** Names the log: a fresh random string. */
  readonly epoch: string;
  readonly wakeAt: number;
  readonly keyHash?: string;
  /** ms: how far back a `keyHash` counts. */
  readonly keySince?: number;
}

/** Hashes of secrets, as rooms and seats keep them. */
export interface RoomProof {
  readonly tokenHash?: string;
  readonly keyHash?: string;
  readonly hostTokenHash?: string;
}

export type RoomCreated =
  | { readonly result: 'created' }
  | { readonly result: 'existing'; readonly record: RoomRecord }
  | { readonly result: 'taken' };

/** A room's log and seats, opened. */
export interface OpenRoom {
  readonly snapshot: RoomSnapshot;

  /**
   * Tails the room: the tail MUST be told of every commit after the snapshot, in order and without
   * holes, on whatever node it was made.
   */
  tail(tail: Tail): void;

  /**
   * Commits one change, whole or not at all. The engine gives out the seqs and times; `at` MUST NOT
   * go back within a log. The tail MUST be told before the promise resolves. A change whose `key`
   * the seat has used before MUST change nothing and answer with the first one's seq and time.
   * Changes are committed in the order of the calls.
   * @returns of the change's last event `seq` and `at`; of a change without events the head's seq
   *   and the time of commit.
   * @throws RoomErased when the room is gone.
   */
  append(change: Change): Promise<Appended>;

  /** The first use of a key by a seat that still exists, or undefined. */
  findKey(seat: string, key: string): Promise<Appended | undefined>;

  /** The kept events after `after`, oldest first, up to `limit`. Sees every resolved append. */
  readAfter(after: number, limit: number): Promise<StoredEvent[]>;

  /** The kept events right before `before`, oldest first, up to `limit`. Sees every resolved append. */
  readBefore(before: number, limit: number): Promise<StoredEvent[]>;

  /** `readAfter`, of the events whose `target` is that seq. */
  readAbout(target: number, after: number, limit: number): Promise<StoredEvent[]>;

  /** Tells the tails on all other nodes, never this one's. MAY be lost on the way. */
  signal(signal: Signal): void;

  /**
   * Counts a connection of a seat in (`hold`) or out (`release`). Tails are told when a seat's
   * count over all nodes leaves or reaches zero. Counts die with the node that holds them.
   */
  hold(seat: string): void;
  release(seat: string): void;

  /** Removes log, seats and keys for good; tails are told `erased`. */
  erase(): Promise<void>;

  /** Ends the tail. What was appended before is still committed. */
  close(): void;
}

export interface RoomSnapshot {
  readonly record: RoomRecord;
  readonly seats: readonly SeatRecord[];
  readonly epoch: string;
  /** Seq of the newest event, 0 when there was none yet. */
  readonly head: number;
  /** Seq of the oldest kept event; head + 1 when there is none. */
  readonly first: number;
  /** Seats with a connection on any node. */
  readonly online: readonly string[];
}

/** One atomic step of a room. */
export interface Change {
  readonly events?: readonly EventDraft[];
  /** Makes the change happen once: unique per seat as long as the seat lives [W7]. */
  readonly key?: { readonly seat: string; readonly key: string };
  /** Seats that are new or replaced whole, but for a read position that is further already. */
  readonly seats?: readonly SeatRecord[];
  /** Ids of seats that end; their keys go with them. */
  readonly ended?: readonly string[];
  /** When seats were last used, ms. One that has ended meanwhile MUST stay ended. */
  readonly used?: readonly SeatUse[];
  /** How far seats have read. Moves forward only; one that has ended meanwhile MUST stay ended. */
  readonly reads?: readonly SeatRead[];
  /**
   * Seq of a message. With the change's commit its event and all edits of it that are in the log by
   * then MUST lose their `text` for good and get `deleted: true`; all else of them stays [W15].
   */
  readonly scrub?: number;
  /** Fields of the room's record that change; the others stay as they are then. */
  readonly patch?: RoomPatch;
  /** When the room wants to be looked at next, should nobody open it before. ms. */
  readonly wakeAt?: number;
}

export interface SeatUse {
  readonly seat: string;
  /** ms. */
  readonly at: number;
}

export interface SeatRead {
  readonly seat: string;
  readonly seq: number;
}

export interface Appended {
  readonly seq: number;
  readonly at: number;
  readonly duplicate?: true;
}

/** An event as committed: `json` is its wire form, encoded once. */
export interface StoredEvent {
  readonly seq: number;
  readonly json: string;
}

export interface Tail {
  commit(commit: Commit): void;
  signal(signal: Signal): void;
  online(seat: string, online: boolean): void;
  erased(): void;
}

/** A change as it was committed, with the log's new bounds. */
export interface Commit extends Omit<Change, 'events' | 'key' | 'scrub' | 'wakeAt'> {
  readonly events: readonly StoredEvent[];
  /** Events of before that lost their text, as they are now: whoever holds them MUST replace them. */
  readonly scrubbed?: readonly StoredEvent[];
  readonly head: number;
  readonly first: number;
}

/** The engine can't keep its promises just now: nothing may be acked. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
}

/** Too much is waiting. Nothing of what was asked was done, nor will it be. */
export class EngineBusy extends Error {
  override readonly name = 'EngineBusy';
  /** When to ask again, ms. */
  readonly retryAfter: number;

  constructor(message: string, retryAfter: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** Whether an error is of the engine's state, and not of what it was asked. */
export function isUnable(error: unknown): error is EngineFailure | EngineBusy {
  return error instanceof EngineFailure || error instanceof EngineBusy;
}

/** The room was erased while it was open. */
export class RoomErased extends Error {
  override readonly name = 'RoomErased';
}
