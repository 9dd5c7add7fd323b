import type { StoredEvent } from '../engine/engine.js';
import type { Place } from '../limits/pace.js';
import { firstThatFit, lastThatFit, PAGE_CHARACTERS, sizeOf } from './page.js';
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
    const kept = events.filter(({ seq }) => seq >= first);
    const page = after === undefined ? lastThatFit(kept) : firstThatFit(kept);
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
  let { mark } = state.scrubs;
  while ((last ?? state.first - 1) < head) {
    // What was read before a deletion may hold the text that is gone [W15].
    read = state.scrubs.strip(read, mark);
    mark = state.scrubs.mark;
    if (read.length === 0) {
      const after: number = last ?? state.first - 1;
      const limit = Math.min(context.settings.limits.pageSize, head - after);
      read = await unscrubbed(room, () => readAfter(room, after, limit));
      mark = state.scrubs.mark;
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

export function joinEvents(events: readonly StoredEvent[]): string {
  return `[${events.map(({ json }) => json).join(',')}]`;
}

/** What is read, without the texts that were deleted meanwhile [W15]. */
async function unscrubbed(
  { state: { scrubs } }: Room,
  read: () => Promise<StoredEvent[]>,
): Promise<StoredEvent[]> {
  const { mark } = scrubs;
  return scrubs.strip(await read(), mark);
}

async function readAfter(room: Room, after: number, limit: number): Promise<StoredEvent[]> {
  const { first, head } = room.state;
  if (after >= head) return [];
  // The recent events may hold some that the log has let go.
  const from = Math.max(after, first - 1);
  return room.kept.after({ after: from, until: Math.min(head, from + limit) }, PAGE_CHARACTERS);
}

async function readBefore(room: Room, before: number, limit: number): Promise<StoredEvent[]> {
  const end = Math.min(before, room.state.head + 1);
  const after = Math.max(room.state.first - 1, end - 1 - limit);
  if (end - 1 <= after) return [];
  return room.kept.before({ after, until: end - 1 }, PAGE_CHARACTERS);
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
  const { scrubs } = room.state;
  let events: StoredEvent[] = [];
  let { mark } = scrubs;
  for (;;) {
    const { epoch, head, first } = room.state;
    // What was read before a deletion may hold the text that is gone [W15].
    events = scrubs.strip(events, mark);
    mark = scrubs.mark;
    const recovered =
      since !== undefined && since.epoch === epoch && since.seq <= head && since.seq + 1 >= first;
    const after = recovered ? since.seq : Math.max(first - 1, head - tail);
    const until = recovered ? Math.min(head, after + pageSize) : head;
    const fit = recovered ? firstThatFit : lastThatFit;
    // What was read before the log moved on may hold too little at the end, or too much at the start.
    events = events.filter(({ seq }) => seq > after && seq <= until);
    // Exactly the events after `since`, or else the newest, as far as a page goes.
    if (recovered && events[0]?.seq !== after + 1) events = [];
    const last = events.at(-1)?.seq ?? after;
    const isFull = recovered && sizeOf(events) >= PAGE_CHARACTERS;
    if (last === until || isFull) return finish({ recovered, events: fit(events) });
    const more = room.kept.atHand({ after: last, until });
    if (more) return finish({ recovered, events: fit([...events, ...more]) });
    const read = recovered ? room.kept.after : room.kept.before;
    const left = recovered ? PAGE_CHARACTERS - sizeOf(events) : PAGE_CHARACTERS;
    const found = await read.call(room.kept, { after: last, until }, left);
    room.mustLive();
    // What should be there and isn't will not come by asking again.
    const isThere = recovered ? found[0]?.seq === last + 1 : found.length > 0;
    if (!isThere && last + 1 >= room.state.first) throw refuse.logMovedOn();
    // The newest that fit may begin after what was read before.
    events = found[0]?.seq === last + 1 ? [...events, ...found] : found;
  }
}
