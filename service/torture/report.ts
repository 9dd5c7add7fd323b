import type { Seen } from './seen.js';

/** What a client process is told when it starts, as JSON in its first argument. */
export interface ClientPlan {
  /** The service's address as this client sees it: the proxy's. */
  url: string;
  /** Of this tab: tabs of one member share its folder and have names of their own. */
  tab: string;
  /** How many times this tab was started before. */
  life: number;
  folder: string;
  rooms: readonly string[];
  seed: number;
  /** ms since the epoch; see hasty-clock.ts. */
  anchor: number;
  /** Mean time between two things it does, ms. */
  pace: number;
}

/** Where a message stands in its sender's order: what is sent later in a life, or in a later one, is later. */
export type Place = readonly [tab: string, life: number, count: number];

/** What a client process tells, as it happens. */
export type Report =
  /** A view begins: all after `seq` is seen from here on. Again after it started anew. */
  | { type: 'view'; room: string; epoch: string; seq: number; anew: boolean }
  | { type: 'events'; room: string; events: readonly Seen[] }
  /** `send` has returned: from here on the message outlives this process. */
  | { type: 'sent'; room: string; key: string; place: Place }
  /** The service said ok to a message, or to the change of one. */
  | { type: 'acked'; room: string; seq: number; kind: string; what: string | number }
  /** An answer to a message that is deleted by now: the sender drops it, and the log never has it. */
  | { type: 'refused'; room: string; key: string }
  /** A change that was refused, or whose connection went: it may have happened or not. */
  | { type: 'unsure'; code: string }
  | { type: 'standing'; room: string; standing: Standing }
  /** The whole room as its view shows it, oldest first; `roster` by member id. */
  | { type: 'shown'; room: string; messages: readonly string[]; roster: readonly string[] }
  /** What MUST NOT happen in a run: a message refused, a room closed, no way to join. */
  | { type: 'broken'; room: string; what: string };

/** How far a client has got in a room. */
export interface Standing {
  connected: boolean;
  seq: number;
  /** Messages and changes not answered yet. */
  open: number;
}

/** What a client process is told later. */
export type Order =
  /** Say and change nothing more. */
  | 'calm'
  /** Load the room to its beginning and report it. */
  | 'show';

/** What the proxy did, in its own process. */
export interface FaultCount {
  connections: number;
  /** Ended in order (FIN), on one side or both, in the middle of a frame as it comes. */
  cuts: number;
  /** Ended by RST. */
  resets: number;
  /** Nothing passes any more and nobody is told. */
  halfOpens: number;
  throttled: number;
  delayed: number;
}
