import { type BareClient, Refusal } from '../../../conformance/bare-client.js';
import type { Frame } from '../../../conformance/frames.js';
import { type Ask, ask } from '../../../conformance/http.js';

/** `ok`, `duplicate` for an ok that made nothing, or the error's code. */
export function codeOf(reply: Frame): string {
  if (reply.type === 'error') return String(reply.code);
  return reply.duplicate === true ? 'duplicate' : reply.type;
}

export async function outcome(client: BareClient, frame: object): Promise<string> {
  return codeOf(await client.command(frame));
}

/** The code of what HTTP answers: `ok` below 300, the error's code, or the bare status. */
export async function httpOutcome(url: string, path: string, options: Ask = {}): Promise<string> {
  const { status, text } = await ask(url, path, options);
  if (status < 300) return 'ok';
  try {
    const { error } = JSON.parse(text) as { error?: { code?: string } };
    return error?.code ?? String(status);
  } catch {
    return String(status);
  }
}

/** The same for a command whose connection may be refused, or ended before a reply. */
export async function outcomeOf(
  connect: () => Promise<BareClient>,
  frame: object,
): Promise<string> {
  try {
    const client = await connect();
    const code = await outcome(client, frame);
    await client.drop();
    return code;
  } catch (error) {
    if (error instanceof Refusal) return error.status === 429 ? 'rate_limited' : `${error.status}`;
    return 'closed';
  }
}

/** At most `width` of them at a time. */
export async function inWaves<T>(
  items: readonly T[],
  width: number,
  act: (item: T) => Promise<string>,
): Promise<string[]> {
  const outcomes: string[] = [];
  for (let from = 0; from < items.length; from += width) {
    outcomes.push(...(await Promise.all(items.slice(from, from + width).map(act))));
  }
  return outcomes;
}

/**
 * The code of those that were refused, if as many were accepted as may be; else what happened.
 * @param most what a bucket holds, and what it gets back while the test lasts.
 */
export function refusedBeyond(outcomes: readonly string[], least: number, most: number): string {
  const accepted = outcomes.filter((one) => one === 'ok').length;
  if (accepted < least || accepted > most) {
    return `${accepted} of ${outcomes.length} accepted, not ${least} to ${most}`;
  }
  const refused = outcomes.filter((one) => one !== 'ok' && one !== 'duplicate');
  return [...new Set(refused)].sort().join(' and ');
}
