import { z } from 'zod';
import { ERROR_CODES } from './error-code.js';
import {
  eventSchema,
  factsSchema,
  memberSchema,
  presentMemberSchema,
  signalSchema,
} from './event.js';
import { position, seq, time } from './fields.js';

/** What `ok` carries, by command. */
export const committedSchema = z.object({ seq, at: time, duplicate: z.literal(true).optional() });
export type Committed = z.infer<typeof committedSchema>;

/** What the `ok` to `moderate` carries. */
export const moderatedSchema = committedSchema.extend({
  /** The new host token, for `hosttoken`: secret. */
  hostToken: z.string().optional(),
});
export type Moderated = z.infer<typeof moderatedSchema>;

export const joinedSchema = z.object({
  facts: factsSchema,
  epoch: z.string(),
  /** The head of the log. */
  seq: position,
  /** The oldest kept seq; head + 1 when there is none. */
  first: seq,
  self: memberSchema,
  /** The seat's token: secret. */
  seat: z.string(),
  /** How far this seat has read; absent when it has read nothing. */
  read: seq.optional(),
  members: z.array(presentMemberSchema),
  online: z.int().min(0),
  events: z.array(eventSchema),
  recovered: z.boolean(),
  /** Member ids under a ban; to hosts only. */
  banned: z.array(z.string()).optional(),
});
export type Joined = z.infer<typeof joinedSchema>;

export const pageSchema = z.object({ events: z.array(eventSchema), first: seq, seq: position });
export type Page = z.infer<typeof pageSchema>;

export const pongSchema = z.object({ at: time, heads: z.record(z.string(), position) });
export type Pong = z.infer<typeof pongSchema>;

const ok = { type: z.literal('ok'), id: z.int().min(1) };

/** A reply to a command that worked: which fields it has follows from the command. */
export const okSchema = z.looseObject(ok);

export const errorSchema = z.object({
  type: z.literal('error'),
  /** Absent when the frame it answers had no valid one. */
  id: z.int().min(1).optional(),
  code: z.enum(ERROR_CODES),
  message: z.string(),
  /** ms. */
  retryAfter: z.int().min(0).optional(),
});

/** Why a seat is no longer in a room. */
export const CLOSED_CODES = ['left', 'kicked', 'banned', 'erased', 'expired'] as const;
export type ClosedCode = (typeof CLOSED_CODES)[number];

/** Every frame the service may send, as a tagged union on `type`. */
export const pushSchema = z.discriminatedUnion('type', [
  okSchema,
  errorSchema,
  z.object({ type: z.literal('event'), room: z.string(), event: eventSchema }),
  z.object({ type: z.literal('signal'), room: z.string(), signal: signalSchema }),
  z.object({
    type: z.literal('closed'),
    room: z.string(),
    code: z.enum(CLOSED_CODES),
    message: z.string(),
  }),
  z.object({ type: z.literal('drain'), retryIn: z.int().min(0) }),
]);
export type Push = z.infer<typeof pushSchema>;
