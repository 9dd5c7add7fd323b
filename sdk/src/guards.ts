import type { Facts, RoomEvent, Signal } from './protocol/event.js';
import type { CreatedRoom } from './protocol/http.js';
import type { Committed, Joined, Page, Push } from './protocol/push.js';

/**
 * Small checks for what the service sends, in place of zod, which would be four times the whole
 * SDK. In the protocol a field's name tells its type, wherever it is; so a field of another type is
 * taken as absent, if someone would stumble over it, and then only presence is checked. They are
 * open where the contract lets the service grow: unknown kinds, codes and extra fields pass. A
 * property test holds them to the schemas in protocol/.
 */
const COUNTS = /^(seq|at|retry.*)$/;
const STRINGS = /^(code|title|name|text)$/;

/** JSON without what is null or of the wrong type; undefined when it isn't JSON. Never throws. */
export function parse(text: unknown): unknown {
  try {
    return JSON.parse(text as string, (name, value) => {
      const fits = COUNTS.test(name)
        ? Number.isSafeInteger(value) && value >= 0
        : !STRINGS.test(name) || typeof value === 'string';
      return fits ? (value ?? undefined) : undefined;
    });
  } catch {
    return undefined;
  }
}

/** Whether there is a value with all these fields. */
function has(value: unknown, names: string): boolean {
  return names.split(' ').every((name) => (value as Fields)?.[name] !== undefined);
}

type Fields = Partial<Record<string, unknown>> | undefined;

function isMember(value: unknown): boolean {
  return has(value, 'id name');
}

function isSignal(signal: Signal): boolean {
  return has(signal, 'kind') && (signal.kind !== 'presence' || Array.isArray(signal.members ?? []));
}

/**
 * An event as received. One that can't be read but has its seq keeps its place in the order as an
 * event of a kind nobody knows; asking for it again would bring the same.
 */
function readEvent(event: RoomEvent): RoomEvent | undefined {
  if (!has(event, 'seq')) return undefined;
  return has(event, 'at kind') && isMember(event.by)
    ? event
    : { seq: event.seq, at: 0, by: { id: '', name: '' }, kind: '' as 'joined' };
}

/** One incoming frame, or undefined for what is none: it is dropped, never thrown over. */
export function readFrame(text: unknown): Push | undefined {
  const frame = parse(text) as Push;
  if (!has(frame, 'type') || (frame.type === 'signal' && !isSignal(frame.signal))) return;
  if (frame.type !== 'event') return frame;
  const event = readEvent(frame.event);
  return event && { ...frame, event };
}

/** Reads what a reply or an answer carries: undefined for what isn't it. */
export type Read<T> = (value: unknown) => T | undefined;

const reader =
  <T>(fields: string, check = (_value: T) => true): Read<T> =>
  (value) =>
    has(value, fields) && check(value as T) ? (value as T) : undefined;

/** Reads the events of what has some, too. */
const paged =
  <T extends Page>(read: Read<T>): Read<T> =>
  (value) => {
    const page = read(value);
    return Array.isArray(page?.events)
      ? { ...page, events: page.events.map(readEvent).filter((event) => !!event) }
      : undefined;
  };

export const readFacts = reader<Facts>('code members');
export const readCreatedRoom = reader<CreatedRoom>('hostToken', ({ facts }) => !!readFacts(facts));
export const readPage = paged(reader<Page>('first seq'));
export const readJoined = paged(
  reader<Joined>(
    'first seq epoch seat online',
    ({ facts, self, members }) =>
      !!readFacts(facts) && isMember(self) && Array.isArray(members) && members.every(isMember),
  ),
);
export const readCommitted = reader<Committed>('seq at');
/** Of a reply that carries nothing: that it is an ok. */
export const readNothing = reader<object>('type');
