import type { ErrorCode } from './protocol/error-code.js';

/** The one error of the SDK: everything that can fail rejects with it. */
export class RoomletError extends Error {
  override readonly name = 'RoomletError';
  /** One of the contract's closed set; `unavailable` also when the service can't be reached. */
  readonly code: ErrorCode;
  /** When to try again, ms from now; with `rate_limited`, `slow_mode` and mostly `unavailable`. */
  readonly retryAfter?: number;

  constructor(code: ErrorCode, message: string, retryAfter?: number) {
    super(message);
    this.code = code;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
  }

  toJSON(): { code: ErrorCode; message: string } {
    return { code: this.code, message: this.message };
  }
}

/** The error in an answer that isn't what was asked for: the service's own, or that it is unreadable. */
export function errorOf(answer: unknown): RoomletError {
  return answer instanceof RoomletError
    ? answer
    : new RoomletError(
        'internal',
        'The service answered with something else than the contract says. Check that it is a Roomlet service of this version.',
      );
}
