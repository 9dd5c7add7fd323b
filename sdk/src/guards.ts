import type { Facts, Member, RoomEvent, Signal } from './protocol/event.js';
import type { CreatedRoom } from './protocol/http.js';
import type { Committed, Joined, Page, Push } from './protocol/push.js';

/**
 * Small checks for what the service sends, in place of zod, which would be four times the whole
 * SDK: that there is what someone would stumble over if it weren't. They are open where the contract
 * lets the service grow: unknown kinds, codes and fields pass. A property test holds them to the
 * schemas in protocol/.
 */
function has(value: unknown, names: string): boolean {
  return names.split(' ').every((name) => (value as Fields)?.[name] != null);
}

type Fields = Partial<Record<string, unknown>> | undefined;

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Whether it is an array of nothing but these. */
function all(value: unknown, check: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(check);
}

function isMember(value: unknown): boolean {
  return has(value, 'id') && typeof (value as Member).name === 'string';
}

/** What is shown of an event, if it has it. */
function isShown(event: object): boolean {
  const { text, name, title } = event as Record<string, unknown>;
  return typeof (text ?? name ?? title ?? '') === 'string';
}

function isSignal(signal: Signal): boolean {
  return (
    has(signal, 'kind') &&
    (signal.kind !== 'joined' || isMember(signal.member)) &&
    (signal.kind !== 'presence' || all(signal.members ?? [], (one) => has(one, 'id')))
  );
}

/**
 * An event as received. One that can't be read but has its seq keeps its place in the order as an
 * event of a kind nobody knows; asking for it again would bring the same.
 */
function readEvent(event: RoomEvent): RoomEvent | undefined {
  const seq = event?.seq;
  if (!isCount(seq)) return undefined;
  return isCount(event.at) && has(event, 'kind') && isMember(event.by) && isShown(event)
    ? event
    : { seq, at: 0, by: { id: '', name: '' }, kind: '' as 'joined' };
}

export function parse(text: unknown): unknown {
  try {
    return JSON.parse(text as string);
  } catch {
    return undefined;
  }
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
    ({ facts, self, members }) => !!readFacts(facts) && isMember(self) && all(members, isMember),
  ),
);
export const readCommitted = reader<Committed>('seq at');
/** Of a reply that carries nothing: that it is an ok. */
export const readNothing = reader<object>('type');
