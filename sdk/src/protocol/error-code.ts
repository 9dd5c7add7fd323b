/** The closed set of error codes [W2], each with the HTTP status it travels under. */
export const ERROR_STATUS = {
  bad_request: 400,
  unauthorized: 401,
  password_required: 401,
  forbidden: 403,
  banned: 403,
  muted: 403,
  locked: 403,
  room_full: 403,
  not_found: 404,
  too_large: 413,
  rate_limited: 429,
  slow_mode: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export const ERROR_CODES = Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]];

/** What a failed command or request says. `retryAfter` in ms. */
export interface Failure {
  code: ErrorCode;
  message: string;
  retryAfter?: number;
}
