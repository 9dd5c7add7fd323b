import { z } from 'zod';
import { canonicalEmoji } from './emoji.js';
import { JOIN_KEY_MIN_LENGTH, KEY_LENGTH, type Limits } from './limits.js';
import {
  codePoints,
  hasControl,
  hasLoneSurrogate,
  storedLabel,
  storedText,
  utf8Bytes,
} from './text.js';

/**
 * An issue that means "over a maximum" and so answers `too_large` rather than `bad_request`.
 * Numbers out of range stay `bad_request`, which is why zod's own `too_big` isn't enough.
 */
export const TOO_LARGE = { tooLarge: true } as const;

type Refine = z.core.$RefinementCtx<string>;

function noLoneSurrogate(value: string, ctx: Refine): void {
  if (hasLoneSurrogate(value)) {
    ctx.addIssue({ code: 'custom', message: 'must be well-formed Unicode (lone surrogate found)' });
  }
}

function lengthWithin(min: number, max: number) {
  return (value: string, ctx: Refine): void => {
    const length = codePoints(value);
    if (length < min) {
      ctx.addIssue({ code: 'custom', message: `must have at least ${count(min)}` });
    } else if (length > max) {
      ctx.addIssue({
        code: 'custom',
        message: `must have at most ${count(max)}`,
        params: TOO_LARGE,
      });
    }
  };
}

function count(n: number): string {
  return n === 1 ? '1 character' : `${n} characters`;
}

/** Text of a message: trimmed, 1 to the limit. */
export function text(limits: Limits) {
  return z
    .string()
    .superRefine(noLoneSurrogate)
    .transform(storedText)
    .superRefine(lengthWithin(1, limits.textLength));
}

/** A one-line label: a name or a title. */
function label(min: number, max: number) {
  return z
    .string()
    .superRefine((value, ctx) => {
      noLoneSurrogate(value, ctx);
      if (hasControl(value)) {
        ctx.addIssue({ code: 'custom', message: 'must have no control characters' });
      }
    })
    .transform(storedLabel)
    .superRefine(lengthWithin(min, max));
}

export const name = (limits: Limits) => label(1, limits.nameLength);

/** A title; the empty one takes the title away. */
export const title = (limits: Limits) => label(0, limits.titleLength);

export const password = (limits: Limits) =>
  z.string().superRefine(noLoneSurrogate).superRefine(lengthWithin(1, limits.passwordLength));

/** One emoji, in the form that is stored and compared. */
export const emoji = (limits: Limits) =>
  z.string().transform((value, ctx) => {
    if (utf8Bytes(value) > limits.emojiBytes) {
      const message = `must be at most ${limits.emojiBytes} bytes`;
      ctx.addIssue({ code: 'custom', message, params: TOO_LARGE });
      return z.NEVER;
    }
    const stored = canonicalEmoji(value);
    if (stored === undefined) ctx.addIssue({ code: 'custom', message: 'must be one emoji' });
    return stored ?? z.NEVER;
  });

function printable(min: number, max: number) {
  return z
    .string()
    .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII')
    .superRefine(lengthWithin(min, max));
}

/** The idempotency key of a command, unique per seat [W7]. */
export const key = printable(1, KEY_LENGTH);

/** The secret key of a join or of a room's creation: it stands for the token it brings. */
export const secretKey = printable(JOIN_KEY_MIN_LENGTH, KEY_LENGTH);

/** Opaque secrets are compared, not read; the bound only keeps rubbish out of the hash. */
export const token = z.string().min(1).superRefine(lengthWithin(1, 4_096));

/** A member's id. What can't be one is an unknown member, so it answers like one. */
export const memberId = z.string().min(1).superRefine(lengthWithin(1, KEY_LENGTH));

/**
 * A room's code as sent. Whether it can be a code is not a matter of shape: what can't be one
 * answers `not_found`, like a code that no room has.
 */
export const room = z.string();

export const epoch = z.string().min(1).superRefine(lengthWithin(1, KEY_LENGTH));

/** A position in a log: 0 is before the first event. */
export const position = z.int().min(0);

/** The seq of one event. */
export const seq = z.int().min(1);

/** Milliseconds since the Unix epoch. */
export const time = z.int().min(0);

/** How many events a client asks for: `limit` or `tail`. */
export const pageSize = (limits: Limits) => z.int().min(1).max(limits.pageSize);
