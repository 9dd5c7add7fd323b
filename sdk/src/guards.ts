import type { Facts, RoomEvent } from './protocol/event.js';
import type { CreatedRoom } from './protocol/http.js';
import type { Committed, Joined, Page, Pong, Push } from './protocol/push.js';

/**
 * Small checks for what the service sends, in place of zod, which would be four times the whole
 * SDK. A property test holds them to the schemas in protocol/. They are open where the contract
 * lets the service grow: unknown kinds of event, unknown codes and unknown extra fields pass.
 */
type Check = (value: unknown) => boolean;

const string: Check = (value) => typeof value === 'string';
const boolean: Check = (value) => typeof value === 'boolean';
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const seq: Check = (value) => count(value) && value !== 0;
const yes: Check = (value) => value === true;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const shape =
  (fields: Record<string, Check>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([name, check]) =>
      check((value as Record<string, unknown>)[name]),
    );
/** A tagged union that is open: a tag that isn't known passes. */
const tagged =
  (tag: string, kinds: Record<string, Check>): Check =>
  (value) => {
    const kind = (value as Record<string, unknown>)[tag];
    return (
      string(kind) && (!Object.hasOwn(kinds, kind as string) || !!kinds[kind as string]?.(value))
    );
  };

const memberFields = {
  id: string,
  name: string,
  host: optional(yes),
  verified: optional(yes),
  avatar: optional(string),
};
const member = shape(memberFields);

const stamp = shape({ seq, at: count, by: member });
const kind = tagged('kind', {
  message: shape({
    key: string,
    text: optional(string),
    replyTo: optional(seq),
    deleted: optional(yes),
  }),
  edit: shape({ target: seq, text: optional(string), deleted: optional(yes) }),
  delete: shape({ target: seq }),
  reaction: shape({ target: seq, emoji: string, on: boolean }),
  renamed: shape({ name: string }),
  moderated: shape({ action: string, member: string }),
  room: shape({
    title: optional(string),
    locked: optional(boolean),
    slow: optional(count),
    needsPassword: optional(boolean),
  }),
});
const numbered = shape({ seq });

/**
 * An event as received. One that can't be read but has its seq keeps its place in the order as an
 * event of a kind nobody knows; asking for it again would bring the same.
 */
function readEvent(value: unknown): RoomEvent | undefined {
  if (stamp(value) && kind(value)) return value as RoomEvent;
  if (!numbered(value)) return undefined;
  const { seq } = value as { seq: number };
  return { seq, at: 0, by: { id: '', name: '' }, kind: '' as 'joined' };
}

function readEvents<T extends { events: readonly RoomEvent[] }>(value: unknown): T {
  const page = value as T;
  return { ...page, events: page.events.map(readEvent).filter((event) => event !== undefined) };
}

const frame = tagged('type', {
  ok: shape({ id: seq }),
  error: shape({
    id: optional(seq),
    code: string,
    message: string,
    retryAfter: optional(count),
  }),
  event: shape({ room: string }),
  signal: shape({
    room: string,
    signal: (value) =>
      shape({})(value) &&
      tagged('kind', {
        typing: shape({ member: string, on: boolean }),
        presence: shape({
          online: count,
          members: optional(list(shape({ id: string, online: boolean }))),
        }),
        read: shape({ member: string, seq: count }),
      })(value),
  }),
  closed: shape({ room: string, code: string, message: string }),
  drain: shape({ retryIn: count }),
});

/** One incoming frame, or undefined for what is none: it is dropped, never thrown over. */
export function readFrame(text: unknown): Push | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text as string);
  } catch {
    return undefined;
  }
  if (!shape({})(value) || !frame(value)) return undefined;
  const push = value as Push;
  if (push.type !== 'event') return push;
  const event = readEvent(push.event);
  return event && { type: 'event', room: push.room, event };
}

const facts = shape({
  code: string,
  title: optional(string),
  createdAt: count,
  needsPassword: boolean,
  locked: boolean,
  members: count,
});
const page = shape({ events: Array.isArray, first: seq, seq: count });
const joined = shape({
  facts,
  epoch: string,
  seq: count,
  first: seq,
  self: member,
  seat: string,
  members: list(shape({ ...memberFields, online: boolean })),
  online: count,
  events: Array.isArray,
  recovered: boolean,
  banned: optional(list(string)),
});
const committed = shape({ seq: count, at: count, duplicate: optional(yes) });
const pong = shape({
  at: count,
  heads: (value) => shape({})(value) && Object.values(value as object).every(count),
});
const createdRoom = shape({ facts, hostToken: string });

/** Readers of what replies and answers carry: undefined for what isn't it. */
export type Read<T> = (value: unknown) => T | undefined;

const reader =
  <T>(check: Check): Read<T> =>
  (value) =>
    check(value) ? (value as T) : undefined;

export const readJoined: Read<Joined> = (value) => (joined(value) ? readEvents(value) : undefined);
export const readPage: Read<Page> = (value) => (page(value) ? readEvents(value) : undefined);
export const readCommitted = reader<Committed>(committed);
export const readPong = reader<Pong>(pong);
export const readFacts = reader<Facts>(facts);
export const readCreatedRoom = reader<CreatedRoom>(createdRoom);
/** For replies that carry nothing. */
export const readNothing: Read<unknown> = (value) => value;
