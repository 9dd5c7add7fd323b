import type { Refusal } from './refusal.js';

/**
 * Whoever is asking, as far as an address tells: what they have left to guess, join and create
 * with. The session knows the address; the rules only spend.
 */
export interface Visitor {
  /** What the address stands for: its seats in a room are counted by it. */
  readonly network: string;
  /** Throws `rate_limited` when the guesses are used up: nothing without a live token goes on then. */
  guard(): void;
  /** Charges a wrong guess. @returns what to answer: `refusal`, or `rate_limited` when used up. */
  wrong(refusal: Refusal): Refusal;
  /** Charges a guess before it is looked at, or throws `rate_limited`. */
  guess(): void;
  /** Gives a guess's charge back: it was right, or never looked at. */
  refundGuess(): void;
  /** Charges a new seat, or throws `rate_limited`. */
  takeSeat(): void;
  /** Gives a seat's charge back: none was made. */
  refundSeat(): void;
  /** Charges a new room, or throws `rate_limited`. */
  createRoom(): void;
  /** Gives a room's charge back: none was made. */
  refundRoom(): void;
}
