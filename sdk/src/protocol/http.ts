import { z } from 'zod';
import { BOTH_BOUNDS, oneBound } from './command.js';
import { ERROR_CODES } from './error-code.js';
import { eventSchema, factsSchema, memberSchema } from './event.js';
import * as field from './fields.js';
import type { Limits } from './limits.js';
import { pageSchema } from './push.js';

/** Bodies and queries of the HTTP interface, incoming. */
export function requestSchemas(limits: Limits) {
  // A query has only strings: digits become a number, anything else stays to be refused.
  const digits = (value: unknown) =>
    typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return {
    createRoom: z.object({
      key: field.secretKey.optional(),
      title: field.title(limits).optional(),
      password: field.password(limits).optional(),
    }),
    takeSeat: z.object({
      key: field.secretKey.optional(),
      name: field.name(limits).optional(),
      hostToken: field.token.optional(),
      identity: field.token.optional(),
      password: field.password(limits).optional(),
    }),
    postMessage: z.object({
      key: field.key,
      text: field.text(limits),
      replyTo: field.seq.optional(),
    }),
    readEvents: z
      .object({
        before: z.preprocess(digits, field.position.optional()),
        after: z.preprocess(digits, field.position.optional()),
        limit: z.preprocess(digits, field.pageSize(limits).optional()),
      })
      .refine(oneBound, BOTH_BOUNDS),
    exportRoom: z.object({ format: z.enum(['json', 'txt']).optional() }),
  };
}

type Requests = ReturnType<typeof requestSchemas>;
export type CreateRoomRequest = z.infer<Requests['createRoom']>;
export type TakeSeatRequest = z.infer<Requests['takeSeat']>;
export type PostMessageRequest = z.infer<Requests['postMessage']>;
export type ReadEventsRequest = z.infer<Requests['readEvents']>;
export type ExportRoomRequest = z.infer<Requests['exportRoom']>;

export const createdRoomSchema = z.object({ facts: factsSchema, hostToken: z.string() });
export type CreatedRoom = z.infer<typeof createdRoomSchema>;

export const takenSeatSchema = z.object({ seat: z.string(), self: memberSchema });
export type TakenSeat = z.infer<typeof takenSeatSchema>;

export const eventsPageSchema = pageSchema.extend({ epoch: z.string() });
export type EventsPage = z.infer<typeof eventsPageSchema>;

export const exportSchema = z.object({
  facts: factsSchema,
  epoch: z.string(),
  exportedAt: field.time,
  members: z.array(memberSchema),
  events: z.array(eventSchema),
});
export type RoomExport = z.infer<typeof exportSchema>;

export const failureSchema = z.object({
  error: z.object({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    retryAfter: z.int().min(0).optional(),
  }),
});
