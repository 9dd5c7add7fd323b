import type {
  Appended,
  RoomCreated,
  RoomDraft,
  RoomProof,
  RoomSnapshot,
  SeatRead,
  SeatUse,
  StoredEvent,
} from '../engine.js';
import type { RoomRecord } from '../record.js';

/**
 * What the engine asks its storage thread. Rooms are named by row id once they are open.
 * `B` is what an event's body is: JSON without `seq` and `at` where it is asked, bytes where it is
 * stored.
 */
export type Request<B = string> =
  | { readonly op: 'create'; readonly draft: RoomDraft }
  | { readonly op: 'roomByKey'; readonly keyHash: string; readonly keySince: number }
  | { readonly op: 'open'; readonly code: string }
  | { readonly op: 'proves'; readonly code: string; readonly proof: RoomProof }
  | AppendRequest<B>
  | FindKeyRequest
  | RangeRequest
  | AboutRequest
  | { readonly op: 'erase'; readonly room: number }
  | { readonly op: 'probe'; readonly bytes: number }
  | { readonly op: 'due'; readonly now: number; readonly limit: number };

export interface AppendRequest<B> {
  readonly op: 'append';
  readonly room: number;
  /** Wall clock, ms. */
  readonly at: number;
  readonly events: readonly PackedEvent<B>[];
  readonly key?: { readonly seat: string; readonly key: string } | undefined;
  readonly rest?: PackedRest | undefined;
}

export interface PackedEvent<B> {
  readonly body: B;
  /** What it is about, a seq; 0: nothing. */
  readonly target: number;
}

/** What of a change is there only now and then. */
export interface PackedRest {
  readonly seats?: readonly (readonly [id: string, json: string, readSeq: number])[];
  readonly ended?: readonly string[];
  readonly used?: readonly SeatUse[];
  readonly reads?: readonly SeatRead[];
  readonly scrub?: number;
  /** A JSON merge patch (RFC 7396) of the room's record. */
  readonly patch?: string;
  readonly wakeAt?: number;
}

export interface FindKeyRequest {
  readonly op: 'findKey';
  readonly room: number;
  readonly seat: string;
  readonly key: string;
}

export interface RangeRequest {
  readonly op: 'readAfter' | 'readBefore';
  readonly room: number;
  /** Exclusive. */
  readonly bound: number;
  readonly limit: number;
}

export interface AboutRequest {
  readonly op: 'readAbout';
  readonly room: number;
  readonly target: number;
  /** Exclusive. */
  readonly bound: number;
  readonly limit: number;
}

/** What it answers, request by request. */
export interface Answers {
  create: RoomCreated;
  roomByKey: RoomRecord | undefined;
  open:
    | { readonly room: number; readonly snapshot: Omit<RoomSnapshot, 'online'> }
    /** There is one, and what is kept of it can't be read. */
    | 'damaged'
    | undefined;
  proves: boolean;
  /** Undefined when the room is gone. */
  append: StoredChange | undefined;
  findKey: Appended | undefined;
  readAfter: StoredEvent[];
  readBefore: StoredEvent[];
  readAbout: StoredEvent[];
  erase: undefined;
  probe: undefined;
  due: string[];
}

export interface StoredChange extends Appended {
  readonly head: number;
  readonly first: number;
  readonly scrubbed?: readonly StoredEvent[];
}

/** A packed batch of requests. */
export type Batch = Uint8Array<ArrayBuffer>;

/** Their packed answers; or why they could not be committed, and then none of them was. */
export type BatchReply = Uint8Array<ArrayBuffer> | { readonly reason: string };

/** Between replies: why deleted text may still be in the file. That fails no batch. */
export interface Notice {
  readonly uncompacted: string;
}

export interface StoreOptions {
  /** Path of the data file. */
  readonly file: string;
  /** `power`: an acked change outlives a power cut. `process`: it outlives the process. */
  readonly durability: 'power' | 'process';
  /** Events kept per room; the oldest go first. */
  readonly logLength: number;
}
