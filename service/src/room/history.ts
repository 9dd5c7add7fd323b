import type { StoredEvent } from '../engine/engine.js';
import type { Place } from '../limits/pace.js';
import { refuse } from './refusal.js';
import type { Room } from './room.js';

export interface Range {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

export interface PageOptions {
  /** Further members of the object, each with a comma before it. */
  readonly extra?: string;
  /** Whose turn it takes; the service's own without one. */
  readonly place?: Place;
}

const OWN: Place = { kind: 'page', network: '', seat: '', isGone: () => false };

/** A page of the log as a JSON object: `{events, first, seq}`. */
export async function historyPage(
  room: Room,
  { before, after, limit = room.context.settings.limits.pageDefault }: Range,
  { extra = '', place = OWN }: PageOptions = {},
): Promise<string> {
  return room.context.pace.turn(place, async () => {
    const events = await unscrubbed(room, () =>
      after === undefined
        ? readBefore(room, before ?? room.state.head + 1, limit)
        : readAfter(room, after, limit),
    );
    // What an erased room's log gives is no page.
    room.mustLive();
    const { first, head } = room.state;
    const page = after === undefined ? lastThatFit(events) : firstThatFit(events);
    return `{"events":${joinEvents(page)},"first":${first},"seq":${head}${extra}}`;
  });
}

/**
 * The log page by page, oldest first, up to what is the head when it begins.
 * @throws Refusal when the log lets go of events faster than they are taken.
 */
export async function* logPages(room: Room): AsyncGenerator<readonly StoredEvent[], void> {
  const { state, context } = room;
  const { head } = state;
  let last: number | undefined;
  let read: StoredEvent[] = [];
  let scrubs = 0;
  while ((last ?? state.first - 1) < head) {
    // What was read before a deletion may hold the text that is gone [W15].
    if (scrubs !== state.scrubs) read = [];
    if (read.length === 0) {
      const after: number = last ?? state.first - 1;
      const limit = Math.min(context.settings.limits.pageSize, head - after);
      read = await unscrubbed(room, () => readAfter(room, after, limit));
      scrubs = state.scrubs;
    }
    const [first] = read;
    // At the start some may have gone since; from then on there must be no gap.
    if (!first || (last !== undefined && first.seq !== last + 1)) throw refuse.logMovedOn();
    const page = firstThatFit(read);
    read = read.slice(page.length);
    last = page.at(-1)?.seq ?? head;
    yield page;
  }
}

/**
 * A page ends here too, characters of JSON: one far larger than a slow reader's backlog may be
 * would cut that reader off before it had got it, again and again [W11].
 */
const PAGE_CHARACTERS = 262_144;

/** The oldest of the events that make a page: one at least. */
function firstThatFit(events: readonly StoredEvent[]): readonly StoredEvent[] {
  let size = 0;
  const end = events.findIndex(({ json }, i) => {
    size += json.length;
    return i > 0 && size > PAGE_CHARACTERS;
  });
  return end === -1 ? events : events.slice(0, end);
}

/** The newest of the events that make a page: one at least. */
function lastThatFit(events: readonly StoredEvent[]): readonly StoredEvent[] {
  return firstThatFit([...events].reverse()).toReversed();
}

export function joinEvents(events: readonly StoredEvent[]): string {
  return `[${events.map(({ json }) => json).join(',')}]`;
}

/** Reads again when a message was deleted meanwhile: what was read may hold its text [W15]. */
async function unscrubbed<T>(room: Room, read: () => Promise<T>): Promise<T> {
  for (;;) {
    const { scrubs } = room.state;
    const found = await read();
    if (room.state.scrubs === scrubs) return found;
  }
}

async function readAfter(room: Room, after: number, limit: number): Promise<StoredEvent[]> {
  const { first, head } = room.state;
  if (after >= head) return [];
  // The recent events may hold some that the log has let go.
  const from = Math.max(after, first - 1);
  return room.kept.between(from, Math.min(head, from + limit));
}

async function readBefore(room: Room, before: number, limit: number): Promise<StoredEvent[]> {
  const end = Math.min(before, room.state.head + 1);
  const after = Math.max(room.state.first - 1, end - 1 - limit);
  if (end - 1 <= after) return [];
  return room.kept.between(after, end - 1);
}

export interface Since {
  readonly epoch: string;
  readonly seq: number;
}

export interface Recovery {
  readonly recovered: boolean;
  readonly events: readonly StoredEvent[];
}

/**
 * The events a joining client needs [W8]: exactly those after `since`, up to a page; or the newest
 * `tail`, ending at the head. `finish` is called in the very turn in which that is true, so that
 * whoever starts to listen there misses nothing and hears nothing twice.
 */
export async function recover<T>(
  room: Room,
  since: Since | undefined,
  tail: number,
  finish: (recovery: Recovery) => T,
): Promise<T> {
  const { pageSize } = room.context.settings.limits;
  let events: StoredEvent[] = [];
  let scrubs = 0;
  for (;;) {
    const { epoch, head, first } = room.state;
    // What was read before a deletion may hold the text that is gone [W15].
    if (scrubs !== room.state.scrubs) events = [];
    scrubs = room.state.scrubs;
    const recovered =
      since !== undefined && since.epoch === epoch && since.seq <= head && since.seq + 1 >= first;
    const after = recovered ? since.seq : Math.max(first - 1, head - tail);
    const until = recovered ? Math.min(head, after + pageSize) : head;
    // What was read before the log moved on may hold too little at the end, or too much at the start.
    events = events.filter(({ seq }) => seq > after && seq <= until);
    if (events[0] && events[0].seq !== after + 1) events = [];
    const last = events.at(-1)?.seq ?? after;
    const page = recovered ? firstThatFit : lastThatFit;
    if (last === until) return finish({ recovered, events: page(events) });
    const more = room.kept.atHand(last, until);
    if (more) return finish({ recovered, events: page([...events, ...more]) });
    const found = await room.kept.between(last, until);
    room.mustLive();
    // What should be there and isn't will not come by asking again.
    if (found.length === 0 && last + 1 >= room.state.first) throw refuse.logMovedOn();
    events = [...events, ...found];
  }
}
