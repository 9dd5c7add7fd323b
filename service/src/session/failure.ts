import type { Failure } from '@roomlet/sdk/protocol';
import { refusalOf } from '../room/refusal.js';

/** Where errors that nobody expected are reported. */
export type FailureReport = (error: unknown) => void;

const INTERNAL: Failure = {
  code: 'internal',
  message: 'Something went wrong in the service. Try again; if it stays so, tell its operator.',
};

/** What to answer for whatever was thrown; the unexpected is reported and not told. */
export function failureFor(error: unknown, report: FailureReport): Failure {
  const refusal = refusalOf(error);
  if (refusal) return refusal.failure;
  report(error);
  return INTERNAL;
}
