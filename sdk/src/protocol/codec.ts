import type { z } from 'zod';
import type { Command, commandSchema } from './command.js';
import { COMMAND_TYPES } from './command.js';
import type { Failure } from './error-code.js';

/** What became of an incoming frame: a command, or the error to answer with its `id` if it had one. */
export type Decoded = { ok: true; command: Command } | { ok: false; id?: number; error: Failure };

/** Reads one text frame [W1]. Never throws, whatever it is given. */
export function decodeCommand(schema: ReturnType<typeof commandSchema>, frame: string): Decoded {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    return refuse(undefined, 'Send one JSON object per frame; this one is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(undefined, 'Send a JSON object with a string "type".');
  }
  const { id, type } = value as { id?: unknown; type?: unknown };
  const validId = isId(id) ? id : undefined;
  if (typeof type !== 'string') return refuse(validId, 'Give the frame a string "type".');
  if (!COMMAND_TYPES.has(type)) {
    return refuse(validId, `Use one of the types ${[...COMMAND_TYPES].join(', ')}.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, command: parsed.data };
  const error = failureOf(parsed.error);
  return validId === undefined ? { ok: false, error } : { ok: false, id: validId, error };
}

/** The `id` of a frame that is refused unread, if it has a valid one. Never throws. */
export function readableId(frame: string): number | undefined {
  try {
    const id = (JSON.parse(frame) as { id?: unknown } | null)?.id;
    return isId(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The contract's code for what a schema refused [W2]: over a maximum length is `too_large`,
 * all else `bad_request`. The message names the field and never quotes the value.
 */
export function failureOf(error: z.ZodError): Failure {
  const issues = error.issues;
  const worst = issues.find((issue) => !isTooLarge(issue)) ?? issues[0];
  const code = worst && isTooLarge(worst) ? 'too_large' : 'bad_request';
  const where = worst?.path.length ? `Field "${worst.path.map(String).join('.')}": ` : '';
  return { code, message: `${where}${worst ? reason(worst) : 'invalid'}.` };
}

function isTooLarge(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'custom' && issue.params?.tooLarge === true;
}

/** zod's own wording, save where it would print what was sent. */
function reason(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'invalid_union':
      return 'must be one of the values the contract names';
    default:
      return issue.message;
  }
}

function isId(id: unknown): id is number {
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 1;
}

function refuse(id: number | undefined, message: string): Decoded {
  const error: Failure = { code: 'bad_request', message };
  return id === undefined ? { ok: false, error } : { ok: false, id, error };
}
