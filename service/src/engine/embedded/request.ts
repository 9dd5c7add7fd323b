import type {
  Appended,
  RoomCreated,
  RoomDraft,
  RoomSnapshot,
  SeatRead,
  SeatUse,
  StoredEvent,
} from '../engine.js';
import type { RoomRecord } from '../record.js';

/** What the engine asks its worker. Rooms are named by row id once they are open. */
export type Request =
  | { readonly op: 'create'; readonly draft: RoomDraft }
  | { readonly op: 'roomByKey'; readonly keyHash: string; readonly keySince: number }
  | { readonly op: 'open'; readonly code: string }
  | { readonly op: 'append'; readonly room: number; readonly change: PackedChange }
  | { readonly op: 'findKey'; readonly room: number; readonly seat: string; readonly key: string }
  | {
      readonly op: 'readAfter';
      readonly room: number;
      readonly after: number;
      readonly limit: number;
    }
  | {
      readonly op: 'readBefore';
      readonly room: number;
      readonly before: number;
      readonly limit: number;
    }
  | { readonly op: 'readAbout'; readonly room: number; readonly target: number }
  | { readonly op: 'erase'; readonly room: number }
  | { readonly op: 'probe'; readonly bytes: number }
  | { readonly op: 'due'; readonly now: number; readonly limit: number };

/** A change with all JSON already written, so that the worker only stores strings. */
export interface PackedChange {
  readonly at: number;
  /** Event bodies: JSON objects still without `seq` and `at`. */
  readonly bodies: readonly string[];
  /** What each body is about, a seq; null for nothing. */
  readonly targets: readonly (number | null)[];
  readonly key?: { readonly seat: string; readonly key: string };
  readonly seats?: readonly (readonly [id: string, json: string, readSeq: number])[];
  readonly ended?: readonly string[];
  readonly used?: readonly SeatUse[];
  readonly reads?: readonly SeatRead[];
  readonly scrub?: number;
  /** A JSON merge patch (RFC 7396) of the room's record. */
  readonly patch?: string;
  readonly wakeAt?: number;
}

/** What the worker answers, request by request. */
export interface Answers {
  create: RoomCreated;
  roomByKey: RoomRecord | undefined;
  open: { readonly room: number; readonly snapshot: Omit<RoomSnapshot, 'online'> } | undefined;
  /** Undefined when the room is gone. */
  append: WorkerAppended | undefined;
  findKey: Appended | undefined;
  readAfter: StoredEvent[];
  readBefore: StoredEvent[];
  readAbout: StoredEvent[];
  erase: undefined;
  probe: undefined;
  due: string[];
}

export interface WorkerAppended extends Appended {
  readonly head: number;
  readonly first: number;
  readonly scrubbed?: readonly StoredEvent[];
}

export type Batch = readonly Request[];
export type BatchReply =
  | { readonly ok: true; readonly answers: readonly unknown[] }
  | { readonly ok: false; readonly reason: string };

export interface StoreOptions {
  /** Path of the data file. */
  readonly file: string;
  /** `power`: an acked change outlives a power cut. `process`: it outlives the process. */
  readonly durability: 'power' | 'process';
  /** Events kept per room; the oldest go first. */
  readonly logLength: number;
}
