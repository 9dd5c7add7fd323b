import type { Off } from './emitter.js';
import type { RoomletError } from './errors.js';
import type { Sent } from './outbox.js';
import type { Member, RoomEvent } from './protocol/event.js';
import type { Committed, Moderated } from './protocol/push.js';
import type { Closed, RoomState } from './room-state.js';
import type { SentMessage } from './timeline.js';

export interface RoomEvents {
  /** A message that happened while the view lasts, own ones too once kept; never history. */
  message: SentMessage;
  /** Any event that did, in order, of kinds this version doesn't know too. */
  event: RoomEvent;
  /** Others who are typing, whenever that changes. */
  typing: readonly Member[];
  /** The log isn't the one seen before, or too much of it went by: the view started anew. */
  reset: undefined;
  /** The room is over for this Room. */
  closed: Closed;
  /** Something failed that no promise of yours was about, or an own message did. */
  error: RoomletError;
}

/** A room one has a seat in. Everything that can fail rejects with a RoomletError. */
export interface Room {
  readonly code: string;
  readonly state: RoomState;
  /** Called after `state` became another one, once for changes that come together. */
  subscribe(listener: () => void): Off;
  on<Name extends keyof RoomEvents>(name: Name, listener: (value: RoomEvents[Name]) => void): Off;
  /**
   * Shows the message at once as pending and sends it, across losses of the connection and
   * refreshes; other pages of this browser show it too, and one of them sends it. Text that can't be
   * a message rejects (`bad_request`, `too_large`) and isn't shown. When the client is closed it
   * rejects (`unavailable`), and what is stored goes out from the next page.
   */
  send(text: string, options?: { replyTo?: number }): Sent;
  /** Sends a failed one again, from whichever page it was. */
  retry(key: string): Sent;
  /** Drops a failed one, on all pages. */
  discard(key: string): void;
  /** Loads the page of history before what is loaded; true while there is more. */
  loadOlder(limit?: number): Promise<boolean>;
  /** Says that one is typing, or stopped; call it on every keystroke. */
  typing(on?: boolean): void;
  rename(name: string): Promise<Committed>;
  /** Gives the seat up. Offline the seat is forgotten here, and ends by itself there. */
  leave(): Promise<void>;
  /**
   * Edit, delete and react: doing it twice is doing it once, so a lost connection doesn't fail them;
   * they wait for the next one. Not across a refresh. What can't be a message rejects as with `send`.
   */
  edit(target: number, text: string): Promise<Committed>;
  delete(target: number): Promise<Committed>;
  react(target: number, emoji: string, on: boolean): Promise<Committed>;
  /** Everything up to this seq has been read. Only moves forward; is told when there is a connection. */
  read(seq: number): void;
  /** For hosts. */
  moderate<Action extends keyof Moderation>(
    action: Action,
    ...about: Moderation[Action] extends undefined ? [] : [Moderation[Action]]
  ): Promise<Moderated>;
}

/** What a host can do, and to what. */
export interface Moderation {
  kick: { member: string };
  ban: { member: string };
  unban: { member: string };
  mute: { member: string };
  unmute: { member: string };
  promote: { member: string };
  lock: undefined;
  unlock: undefined;
  /**
   * Makes another host token, and the old one void; resolves with it as `hostToken`. For hosts who
   * joined with the token. Those who are hosts already stay hosts.
   */
  hosttoken: undefined;
  /** Erases the room for everyone. */
  close: undefined;
  /** ms between two messages of one member; 0 ends it. */
  slow: { value: number };
  /** Without a value: none any more. */
  password: { value?: string };
  title: { value: string };
}
