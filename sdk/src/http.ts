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
    .then(parse)
    .catch(() => null);
  const value = read(answer);
  if (value) return value;
  throw failureIn(answer);
}

/**
 * A file of the service's, for who holds a seat. One that breaks off halfway is none.
 * @throws as `request` does.
 */
export async function download(
  fetch: typeof globalThis.fetch,
  url: string,
  seat: string | undefined,
): Promise<Blob> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${seat}` } }).catch(
    () => null,
  );
  const file = await response?.blob().catch(() => null);
  if (response?.ok && file) return file;
  throw failureIn(parse(await file?.text()));
}

function failureIn(answer: unknown): RoomletError {
  const error = (answer as { error?: Failure } | null | undefined)?.error;
  return error?.code
    ? new RoomletError(error.code, error.message, error.retryAfter)
    : unreachable();
}
