import type { Limits } from '@roomlet/sdk/protocol';
import type { PasswordBounds } from '../auth/password-queue.js';
import type { Rate } from '../limits/bucket.js';

/** What the rules can be set to. Times in ms. */
export interface RoomSettings {
  readonly limits: Limits;
  /** Messages, by seat. */
  readonly sends: Rate;
  /** Other commands, by connection. */
  readonly commands: Rate;
  readonly passwords: PasswordBounds;
  /** How long a seat without a connection is kept [W9]. */
  readonly seatGrace: number;
  /** How long a room without seats is kept [W10]; Infinity: for ever. */
  readonly roomGrace: number;
}
