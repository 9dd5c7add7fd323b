import type { Status } from './connection-state.js';
import type { UnsentMessage } from './outbox.js';
import type { ErrorCode } from './protocol/error-code.js';
import type { Member, PresentMember } from './protocol/event.js';
import type { ClosedCode } from './protocol/push.js';
import type { Roster } from './roster.js';
import type { SentMessage, Timeline } from './timeline.js';

/** What one sees in a room: messages that are kept, and own ones on their way. */
export type TimelineMessage = SentMessage | UnsentMessage;

/** Why a room can't be used any more: the service's word, or what refused the seat. */
export interface Closed {
  readonly code: ClosedCode | ErrorCode;
  readonly message: string;
}

/** A room at one moment. Immutable: another object whenever anything changed, and only then. */
export interface RoomState {
  readonly status: Status;
  readonly code: string;
  /** Absent in an untitled room. */
  readonly title?: string;
  readonly locked: boolean;
  readonly needsPassword: boolean;
  readonly self: Member;
  readonly isHost: boolean;
  /** What makes another seat a host's; only where this storage has it. Secret. */
  readonly hostToken?: string;
  /** Oldest first; own pending and failed ones last. Each keeps its identity while unchanged. */
  readonly messages: readonly TimelineMessage[];
  /** Who holds a seat; the first 100 of them in a bigger room. */
  readonly members: readonly PresentMember[];
  /** How many are connected, and how many hold a seat. */
  readonly online: number;
  readonly memberCount: number;
  /** Others who are typing; each until 6 s after the last sign. */
  readonly typing: readonly Member[];
  /** Whether `loadOlder` would bring something. */
  readonly hasOlder: boolean;
  /** The log this view is of, and how far it has got. */
  readonly epoch: string;
  readonly seq: number;
  /** Set when this room is over for this Room object; join again for another. */
  readonly closed?: Closed;
}

/** The parts that a snapshot is made of. */
export interface RoomParts {
  readonly code: string;
  readonly status: Status;
  readonly hostToken: string | undefined;
  readonly roster: Roster;
  readonly timeline: Timeline;
  readonly unsent: readonly UnsentMessage[];
  readonly typing: readonly string[];
  readonly closed: Closed | undefined;
}

/** Makes snapshots, keeping arrays whose content didn't change. */
export function createSnapshots(): (parts: RoomParts) => RoomState {
  let sent: readonly SentMessage[] = [];
  let unsent: readonly UnsentMessage[] = [];
  let messages: readonly TimelineMessage[] = [];
  let typing: readonly Member[] = [];
  return ({ code, status, hostToken, roster, timeline, closed, ...parts }) => {
    if (sent !== timeline.messages || unsent !== parts.unsent) {
      sent = timeline.messages;
      unsent = parts.unsent;
      messages = unsent.length > 0 ? [...sent, ...unsent] : sent;
    }
    const { asOf: _asOf, title, self, count, ...standing } = roster;
    const writers = parts.typing.flatMap((id) => standing.members.filter((one) => one.id === id));
    if (writers.length !== typing.length || writers.some((one, i) => one !== typing[i])) {
      typing = writers;
    }
    return {
      ...standing,
      ...(title !== undefined && { title }),
      ...(hostToken !== undefined && { hostToken }),
      ...(closed && { closed }),
      code,
      status,
      self,
      isHost: self.host === true,
      messages,
      memberCount: count,
      typing,
      hasOlder: timeline.hasOlder,
      epoch: timeline.epoch,
      seq: timeline.cursor,
    };
  };
}
