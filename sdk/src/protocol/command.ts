import { z } from 'zod';
import * as field from './fields.js';
import type { Limits } from './limits.js';

const id = z.int().min(1);
const { room, key, seq, position, token, secretKey, memberId } = field;

/** Commands a host may give. `value` belongs to `slow` (ms), `password` and `title`. */
function moderateSchema(limits: Limits) {
  const to = { id, type: z.literal('moderate'), room };
  const aboutMember = ['kick', 'ban', 'unban', 'mute', 'unmute', 'promote'] as const;
  return z.discriminatedUnion('action', [
    z.object({ ...to, action: z.enum(aboutMember), member: memberId }),
    z.object({ ...to, action: z.enum(['lock', 'unlock', 'close', 'hosttoken']) }),
    z.object({
      ...to,
      action: z.literal('slow'),
      value: z.int().min(0).max(limits.slowModeMs),
    }),
    z.object({ ...to, action: z.literal('password'), value: field.password(limits).optional() }),
    z.object({ ...to, action: z.literal('title'), value: field.title(limits) }),
  ]);
}

/**
 * Every frame a client may send, as a tagged union on `type`.
 * Unknown extra fields are dropped; labels and texts come out as they will be stored.
 */
export function commandSchema(limits: Limits) {
  const text = field.text(limits);
  const name = field.name(limits);
  const pageSize = field.pageSize(limits);
  return z.discriminatedUnion('type', [
    z.object({
      id,
      type: z.literal('join'),
      room,
      key: secretKey.optional(),
      name: name.optional(),
      seat: token.optional(),
      hostToken: token.optional(),
      identity: token.optional(),
      password: field.password(limits).optional(),
      since: z.object({ epoch: field.epoch, seq: position }).optional(),
      tail: pageSize.optional(),
    }),
    z.object({ id, type: z.literal('leave'), room }),
    z.object({ id, type: z.literal('send'), room, key, text, replyTo: seq.optional() }),
    z.object({ id, type: z.literal('edit'), room, target: seq, text }),
    z.object({ id, type: z.literal('delete'), room, target: seq }),
    z.object({
      id,
      type: z.literal('react'),
      room,
      target: seq,
      emoji: field.emoji(limits),
      on: z.boolean(),
    }),
    z.object({ id, type: z.literal('rename'), room, name }),
    z.object({ id, type: z.literal('read'), room, seq: position }),
    z
      .object({
        id,
        type: z.literal('history'),
        room,
        before: position.optional(),
        after: position.optional(),
        limit: pageSize.optional(),
      })
      .refine(oneBound, BOTH_BOUNDS),
    z.object({ type: z.literal('typing'), room, on: z.boolean() }),
    moderateSchema(limits),
    z.object({ id, type: z.literal('ping') }),
  ]);
}

export const BOTH_BOUNDS = 'take either before or after, not both';

export function oneBound(range: { before?: number | undefined; after?: number | undefined }) {
  return range.before === undefined || range.after === undefined;
}

export type Command = z.infer<ReturnType<typeof commandSchema>>;
export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

/** The types of frame that exist, for telling an unknown type from a malformed frame. */
export const COMMAND_TYPES: ReadonlySet<string> = new Set<CommandType>([
  'join',
  'leave',
  'send',
  'edit',
  'delete',
  'react',
  'rename',
  'read',
  'history',
  'typing',
  'moderate',
  'ping',
]);
