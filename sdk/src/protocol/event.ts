import { z } from 'zod';
import { position, seq, time } from './fields.js';

/** The public face of a seat. Colours and initials are derived from `id` and `name` by clients. */
export const memberSchema = z.object({
  id: z.string(),
  name: z.string(),
  host: z.literal(true).optional(),
  verified: z.literal(true).optional(),
  avatar: z.string().optional(),
});
export type Member = z.infer<typeof memberSchema>;

export const MODERATIONS = ['kick', 'ban', 'unban', 'mute', 'unmute', 'promote'] as const;

const stamp = { seq, at: time, by: memberSchema };

/** Kinds of durable events. `at` in ms, set by the service; `by` the member as they were. */
export const eventSchema = z.discriminatedUnion('kind', [
  z.object({
    ...stamp,
    kind: z.literal('message'),
    key: z.string(),
    /** Absent once deleted [W15]. */
    text: z.string().optional(),
    replyTo: seq.optional(),
    deleted: z.literal(true).optional(),
  }),
  z.object({
    ...stamp,
    kind: z.literal('edit'),
    target: seq,
    text: z.string().optional(),
    deleted: z.literal(true).optional(),
  }),
  z.object({ ...stamp, kind: z.literal('delete'), target: seq }),
  z.object({
    ...stamp,
    kind: z.literal('reaction'),
    target: seq,
    emoji: z.string(),
    on: z.boolean(),
  }),
  z.object({ ...stamp, kind: z.literal('joined') }),
  z.object({ ...stamp, kind: z.literal('left') }),
  z.object({ ...stamp, kind: z.literal('renamed'), name: z.string() }),
  z.object({
    ...stamp,
    kind: z.literal('moderated'),
    action: z.enum(MODERATIONS),
    member: z.string(),
  }),
  z.object({
    ...stamp,
    kind: z.literal('room'),
    title: z.string().optional(),
    locked: z.boolean().optional(),
    slow: z.int().min(0).optional(),
    needsPassword: z.boolean().optional(),
  }),
]);

/** One durable thing that happened in a room. */
export type RoomEvent = z.infer<typeof eventSchema>;
export type EventKind = RoomEvent['kind'];
export type MessageEvent = Extract<RoomEvent, { kind: 'message' }>;

/** What an author says of an event; the engine adds `seq` and `at` when it commits it. */
export type EventDraft = RoomEvent extends infer E
  ? E extends RoomEvent
    ? Omit<E, 'seq' | 'at'>
    : never
  : never;

/** Worth knowing now and worthless later: never logged, may be dropped, never replayed. */
export const signalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('typing'), member: z.string(), on: z.boolean() }),
  z.object({
    kind: z.literal('presence'),
    online: z.int().min(0),
    members: z.array(z.object({ id: z.string(), online: z.boolean() })).optional(),
  }),
  z.object({ kind: z.literal('read'), member: z.string(), seq: position }),
  // To hosts, of seats whose coming and going isn't logged [W14].
  z.object({ kind: z.literal('joined'), member: memberSchema }),
  z.object({ kind: z.literal('left'), member: z.string() }),
]);
export type Signal = z.infer<typeof signalSchema>;

/** What anyone with the code may know of a room. `members` counts seats. */
export const factsSchema = z.object({
  code: z.string(),
  title: z.string().optional(),
  createdAt: time,
  needsPassword: z.boolean(),
  locked: z.boolean(),
  /** Least ms between two messages of one member; absent outside slow mode. */
  slow: z.int().min(1).optional(),
  members: z.int().min(0),
});
export type Facts = z.infer<typeof factsSchema>;

/** A member as a joining client sees them. */
export const presentMemberSchema = memberSchema.extend({
  online: z.boolean(),
  /** How far they have read; absent when they have read nothing, and in a crowd [W14]. */
  read: seq.optional(),
});
export type PresentMember = z.infer<typeof presentMemberSchema>;
