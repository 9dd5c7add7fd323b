import { RoomletError, unreachable } from './errors.js';
import { parse, type Read } from './guards.js';
import type { Failure } from './protocol/error-code.js';

/**
 * One request to the service.
 * @param body sent as JSON by POST; undefined: a GET.
 * @throws RoomletError with the service's own code, or `unavailable` when nothing readable came:
 *   what stands in front of a service that is down answers with pages of its own.
 */
export async function request<T>(
  fetch: typeof globalThis.fetch,
  url: string,
  read: Read<T>,
  body?: object,
): Promise<T> {
  const answer = await fetch(
    url,
    // Without a content type of its own this needs no preflight on other origins' pages.
    body && { method: 'POST', body: JSON.stringify(body) },
  )
    .then((response) => response.text())
    .then((text) => parse(text) as { error?: Failure } | null)
    .catch(() => null);
  const value = read(answer);
  if (value) return value;
  const error = answer?.error;
  throw error?.code ? new RoomletError(error.code, error.message, error.retryAfter) : unreachable();
}
