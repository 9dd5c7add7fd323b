import type { ErrorCode } from './protocol/error-code.js';

/** The one error of the SDK: everything that can fail rejects with it. */
export class RoomletError extends Error {
  override readonly name = 'RoomletError';
  constructor(
    /** One of the contract's closed set; `unavailable` also when the service can't be reached. */
    readonly code: ErrorCode,
    message: string,
    /** When to try again, ms from now; with `rate_limited`, `slow_mode` and mostly `unavailable`. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
  /** What lasts of it where it is stored. */
  toJSON(): object {
    return { code: this.code, message: this.message };
  }
}

export function unreachable(): RoomletError {
  return new RoomletError('unavailable', 'No answer from the service. Try again later.');
}

/**
 * The error in an answer that isn't what was asked for. What can't be read isn't a Roomlet service's
 * and so counts as none.
 */
export function errorOf(answer: unknown): RoomletError {
  return answer instanceof RoomletError ? answer : unreachable();
}
