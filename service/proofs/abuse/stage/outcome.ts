import type { BareClient } from '../../../conformance/bare-client.js';
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

/** How often each outcome came, of many at once. */
export function tally(outcomes: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of outcomes) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

/** `within` when a count is in the range, else the count, to be read in the failure. */
export function within(count: number, least: number, most: number): string {
  return count >= least && count <= most ? 'within' : `${count}, not ${least} to ${most}`;
}
