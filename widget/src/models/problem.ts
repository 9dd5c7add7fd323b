import { type ErrorCode, RoomletError } from '@roomlet/sdk';
import type { Strings } from '../strings/table.js';

/** Names a sentence of the string table that says what went wrong and what to do. */
export type Problem = keyof Strings['problem'];

const SENTENCES: Record<ErrorCode, Problem> = {
  bad_request: 'badRequest',
  unauthorized: 'unauthorized',
  password_required: 'passwordRequired',
  forbidden: 'forbidden',
  banned: 'banned',
  muted: 'muted',
  locked: 'locked',
  room_full: 'roomFull',
  not_found: 'noRoom',
  too_large: 'tooLarge',
  rate_limited: 'rateLimited',
  slow_mode: 'slowMode',
  internal: 'internal',
  unavailable: 'unavailable',
};

/** The contract's code of whatever was thrown; what is no RoomletError is our own fault. */
export function codeOf(error: unknown): ErrorCode {
  return error instanceof RoomletError ? error.code : 'internal';
}

export function problemOf(error: unknown): Problem {
  return SENTENCES[codeOf(error)] ?? 'internal';
}
