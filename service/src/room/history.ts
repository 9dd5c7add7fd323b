import type { StoredEvent } from '../engine/engine.js';
import type { Room } from './room.js';

export interface Range {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

/** A page of the log as a JSON object: `{events, first, seq}`, with whatever `extra` members. */
export async function historyPage(
  room: Room,
  { before, after, limit = room.context.settings.limits.pageDefault }: Range,
  extra = '',
): Promise<string> {
  const events =
    after === undefined
      ? await readBefore(room, before ?? room.state.head + 1, limit)
      : await readAfter(room, after, limit);
  const { first, head } = room.state;
  return `{"events":${joinEvents(events)},"first":${first},"seq":${head}${extra}}`;
}

export function joinEvents(events: readonly StoredEvent[]): string {
  return `[${events.map(({ json }) => json).join(',')}]`;
}

async function readAfter(room: Room, after: number, limit: number): Promise<StoredEvent[]> {
  const { first, head } = room.state;
  if (after >= head) return [];
  // The recent events may hold some that the log has let go.
  const from = Math.max(after, first - 1);
  return room.recent.after(from, limit) ?? room.log.readAfter(from, limit);
}

async function readBefore(room: Room, before: number, limit: number): Promise<StoredEvent[]> {
  const end = Math.min(before, room.state.head + 1);
  const after = Math.max(room.state.first - 1, end - 1 - limit);
  if (end - 1 <= after) return [];
  return room.recent.after(after, end - 1 - after) ?? room.log.readBefore(end, limit);
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
  for (;;) {
    const { epoch, head, first } = room.state;
    const recovered =
      since !== undefined && since.epoch === epoch && since.seq <= head && since.seq + 1 >= first;
    const after = recovered ? since.seq : Math.max(first - 1, head - tail);
    const until = recovered ? Math.min(head, after + pageSize) : head;
    // What was read before the log moved on may hold too little at the end, or too much at the start.
    events = events.filter(({ seq }) => seq > after && seq <= until);
    if (events[0] && events[0].seq !== after + 1) events = [];
    const last = events.at(-1)?.seq ?? after;
    if (last === until) return finish({ recovered, events });
    const more = room.recent.after(last, until - last);
    if (more) return finish({ recovered, events: [...events, ...more] });
    events = [...events, ...(await room.log.readAfter(last, until - last))];
  }
}
