import type { Status } from './connection-state.js';
import type { UnsentMessage } from './outbox.js';
import type { ErrorCode } from './protocol/error-code.js';
import type { Member } from './protocol/event.js';
import type { ClosedCode } from './protocol/push.js';
import type { Roster } from './roster.js';
import type { SentMessage } from './timeline.js';

/** What one sees in a room: messages that are kept, and own ones on their way. */
export type TimelineMessage = SentMessage | UnsentMessage;

/** Why a room can't be used any more: the service's word, or what refused the seat. */
export interface Closed {
  readonly code: ClosedCode | ErrorCode;
  readonly message: string;
}

/** A room at one moment. Immutable: another object whenever anything changed, and only then. */
export interface RoomState extends Roster {
  readonly status: Status;
  readonly code: string;
  readonly isHost: boolean;
  /**
   * What makes another seat a host's: where this page created the room, joined with it, or renewed
   * it. Void once another host renewed it. Secret, and never stored.
   */
  readonly hostToken?: string | undefined;
  /** Oldest first; own pending and failed ones last. Each keeps its identity while unchanged. */
  readonly messages: readonly TimelineMessage[];
  /** How far one has read, on whatever device; 0: nothing. */
  readonly read: number;
  /**
   * How many of the loaded messages others wrote after that. While `hasOlder`, a count that reaches
   * back to the first loaded one means "at least".
   */
  readonly unread: number;
  /** Others who are typing; each until 6 s after the last sign. */
  readonly typing: readonly Member[];
  /** Whether `loadOlder` would bring something. */
  readonly hasOlder: boolean;
  /** The log this view is of, and how far it has got. */
  readonly epoch: string;
  readonly seq: number;
  /** Set when this room is over for this Room object; join again for another. */
  readonly closed?: Closed | undefined;
}
