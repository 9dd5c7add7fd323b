import { errorOf, RoomletError } from './errors.js';
import type { Read } from './guards.js';
import type { ErrorCode, Failure } from './protocol/error-code.js';

/**
 * One request to the service.
 * @param body sent as JSON by POST; undefined: a GET.
 * @throws RoomletError with the service's own code, or `unavailable` when it can't be reached.
 */
export async function request<T>(
  fetch: typeof globalThis.fetch,
  url: string,
  read: Read<T>,
  body?: object,
): Promise<T> {
  let answer: unknown;
  let ok = false;
  let status = 0;
  try {
    const response = await fetch(
      url,
      body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    );
    ({ ok, status } = response);
    answer = await response.json();
  } catch {
    // What stands in front of a service that is down answers with pages of its own.
    if (status === 0 || status >= 500) {
      throw new RoomletError(
        'unavailable',
        'The service could not be reached. Check the network, its address and that it allows this origin.',
      );
    }
  }
  const value = ok ? read(answer) : undefined;
  if (value !== undefined) return value;
  const failure = (answer as { error?: Partial<Failure> } | undefined)?.error;
  throw typeof failure?.code === 'string'
    ? new RoomletError(failure.code as ErrorCode, `${failure.message}`, failure.retryAfter)
    : errorOf(answer);
}
