import type { ClosedCode } from '@roomlet/sdk/protocol';

/** How a room reaches everyone on this node who listens to it. */
export interface Audience {
  publish(room: string, frame: string): void;
}

/** One connection, as a room sees it. After its end every call does nothing. */
export interface Link {
  readonly open: boolean;
  /** The network it comes from. */
  readonly network: string;
  listen(room: string): void;
  unlisten(room: string): void;
  /** Sends a frame to this connection. */
  send(frame: string): void;
  /** Sends a frame to everyone who listens to the room but this connection. */
  publish(room: string, frame: string): void;
  /** The seat it held in the room is gone: the client is to be told. */
  closed(room: string, code: ClosedCode): void;
}
