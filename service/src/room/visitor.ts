import type { Charge } from '../limits/charges.js';
import type { Network } from '../limits/networks.js';
import type { Refusal } from './refusal.js';

/**
 * One try to get into a room, as the rules see it. It was charged as a guess before the room was
 * looked for, or was let in because what it brings is live; the session knows which, and the address.
 */
export interface Visitor {
  /** The widest network that the address is in: what fair turns go by. */
  readonly network: string;
  /** All networks that it is in, the narrowest first: what its seats in a room are counted by. */
  readonly networks: readonly Network[];
  /** Throws `rate_limited` when nothing was charged, so that only what is live may go on. */
  guard(): void;
  /** It was a wrong guess. @returns what to answer: `refusal`, or `rate_limited` when not charged. */
  wrong(refusal: Refusal): Refusal;
  /** It was no guess: the charge is given back now, not only when all is done. */
  right(): void;
  /** Charges a new seat, or throws `rate_limited`. */
  takeSeat(): Charge;
}

/** Whoever creates rooms. */
export interface Creator {
  /** The widest network that the address is in. */
  readonly network: string;
  /** Charges a new room, or throws `rate_limited`. */
  createRoom(): Charge;
}
