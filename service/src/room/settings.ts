import type { Limits } from '@roomlet/sdk/protocol';
import type { PasswordBounds } from '../auth/password-queue.js';
import type { Rate } from '../limits/bucket.js';

/** What the rules can be set to. Times in ms. */
export interface RoomSettings {
  readonly limits: Limits;
  /** Messages, by seat. */
  readonly sends: Rate;
  /** Edits, deletions and reactions, by seat. */
  readonly amends: Rate;
  /** New names, by seat. */
  readonly renames: Rate;
  /** Signals of typing, by seat. */
  readonly typing: Rate;
  /** Read positions, by seat. */
  readonly reads: Rate;
  /** Signals of coming and going, by seat. */
  readonly presence: Rate;
  /** Reads over HTTP, by seat. */
  readonly httpReads: Rate;
  /** Other commands, by connection; and twice that by seat. */
  readonly commands: Rate;
  /** How many connections may hold one seat. */
  readonly connectionsPerSeat: number;
  /** One and the same reaction going on and off, by seat, message and emoji. */
  readonly toggles: Rate;
  readonly passwords: PasswordBounds;
  /** How long a seat without a connection is kept [W9]. */
  readonly seatGrace: number;
  /** How long a room without seats is kept [W10]; Infinity: for ever. */
  readonly roomGrace: number;
}
