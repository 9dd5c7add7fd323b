import type { Ask, Reply } from './connection.js';
import type { Off } from './emitter.js';
import type { Errand } from './errand.js';
import { errorOf } from './errors.js';
import { readPage } from './guards.js';
import { placeOf } from './place.js';
import type { RoomEvent } from './protocol/event.js';
import { foldEvent, type Message } from './protocol/fold.js';
import type { Joined, Page } from './protocol/push.js';

/** A message that the room has kept. */
export type SentMessage = Message & { readonly status: 'sent' };

/** Events that a view holds, as many as the service keeps by default. */
const MOST = 10_000;
/** How far a view may go over that before it lets the oldest go, so that it doesn't at each event. */
const SLACK = 1.1;
/** Live events held while a hole before them is filled; what comes beyond is asked for again. */
const HELD = 1_000;
const PAGE = 200;

/**
 * The room's log as far as it is loaded: one stretch without gaps, from `lowest` to `cursor`. What
 * comes in live pushes the oldest out in the end, for a page that is open for days must not grow for
 * days; older pages that were asked for make room for themselves.
 */
export interface Timeline {
  /** The log it is of, and how far it has got: the cursor. */
  readonly at: { readonly epoch: string; readonly seq: number };
  readonly hasOlder: boolean;
  /** Oldest first; another array only when one of them changed. */
  readonly messages: readonly SentMessage[];
  /** The room was joined: the view goes on after an outage [W8], or else starts anew. */
  load(joined: Joined, goesOn: unknown): void;
  /** A live event. */
  receive(event: RoomEvent): void;
  /** There are events up to this one [W12]. */
  noteHead(seq: number): void;
  /** The connection is gone: what was asked will be asked again after the next join. */
  pause(): void;
  loadOlder(limit: number): Promise<boolean>;
}

/**
 * @param took gets each event exactly once and in order of seq [W5]. `live` when it happened after
 *   the view began (also when it was caught up with only now), so never for history.
 * @param broken the view can't go on without a gap; the room must be joined without `since`.
 * @param limit events held before the oldest go.
 */
export function createTimeline(
  room: string,
  ask: (command: Ask, reply: Reply) => void,
  insist: Errand,
  took: (event: RoomEvent, live: boolean, message: SentMessage | undefined) => void,
  broken: () => void,
  limit = MOST,
): Timeline {
  let epoch = '';
  let cursor = 0;
  let head = 0;
  let lowest = 1;
  let first = 1;
  let most = limit;
  /** The messages of the stretch, and its events about any message, in order. */
  let kept: SentMessage[] = [];
  let changes: RoomEvent[] = [];
  let messages: readonly SentMessage[] | undefined;
  const bySeq = {
    get(seq: number) {
      const message = kept[placeOf(kept, seq)];
      return message?.seq === seq ? message : undefined;
    },
    set(seq: number, message: Message) {
      kept[placeOf(kept, seq)] = message as SentMessage;
    },
  };
  const held = new Map<number, RoomEvent>();
  /** Calls off the page that is being waited for, if any. */
  let asked: Off | undefined;
  let older: Promise<boolean> | undefined;

  function fold(event: RoomEvent): SentMessage | undefined {
    const message = foldEvent(bySeq, event);
    if (!message) return undefined;
    messages = undefined;
    // The fold's result is new and nobody else's yet.
    return Object.assign(message, { status: 'sent' } as const);
  }

  function add(event: RoomEvent): SentMessage | undefined {
    if ('target' in event) changes.push(event);
    return fold(event);
  }

  function take(event: RoomEvent, live: boolean): void {
    cursor = event.seq;
    held.delete(cursor);
    took(event, live, add(event));
    if (cursor - lowest < most * SLACK) return;
    lowest = cursor - most;
    // The changes before it come again with their pages, so they can go with them.
    const stays = ({ seq }: RoomEvent | SentMessage) => seq >= lowest;
    kept = kept.filter(stays);
    changes = changes.filter(stays);
    messages = undefined;
  }

  function accept(event: RoomEvent, live: boolean): void {
    if (event.seq > cursor + 1 && held.size < HELD) held.set(event.seq, event);
    let next: RoomEvent | undefined = event;
    for (; next?.seq === cursor + 1; next = held.get(cursor + 1)) take(next, live);
  }

  /** Pages until the cursor is at the head. One page is on its way at a time. */
  function catchUp(): void {
    if (asked || cursor >= head) return;
    const from = cursor;
    asked = insist({ type: 'history', room, after: from, limit: PAGE }, (answer) => {
      asked = undefined;
      const page = readPage(answer);
      for (const event of page?.events ?? []) accept(event, true);
      // What is missing isn't kept any more, or can't be had.
      if (!page || cursor === from) broken();
      else noteHead(page.seq);
    });
  }

  function noteHead(seq: number): void {
    if (seq > head) head = seq;
    catchUp();
  }

  function pause(): void {
    asked?.();
    asked = undefined;
  }

  function prepend(page: Page): void {
    const { events } = page;
    const bound = lowest;
    const later = { kept, changes };
    first = page.first;
    lowest = events[0]?.seq ?? first;
    most += bound - lowest;
    kept = [];
    changes = [];
    for (const event of events) if (event.seq < bound) add(event);
    for (const event of later.changes) fold(event);
    kept = [...kept, ...later.kept];
    changes = [...changes, ...later.changes];
  }

  return {
    get at() {
      return { epoch, seq: cursor };
    },
    get hasOlder() {
      return lowest > first;
    },
    get messages() {
      messages ??= [...kept];
      return messages;
    },

    load({ events, first: oldest, seq, epoch: now }, goesOn) {
      pause();
      first = oldest;
      if (!goesOn) {
        epoch = now;
        most = limit;
        kept = [];
        changes = [];
        held.clear();
        lowest = events[0]?.seq ?? seq + 1;
        messages = undefined;
      }
      for (const event of events) {
        if (goesOn) accept(event, true);
        else take(event, false);
      }
      // The newest events end at the head; those after `since` may end with their page.
      if (!goesOn) cursor = head = seq;
      noteHead(seq);
    },

    receive(event) {
      accept(event, true);
      noteHead(event.seq);
    },

    noteHead,
    pause,

    loadOlder(limit) {
      const view = kept;
      older ??= new Promise<boolean>((resolve, reject) => {
        if (lowest <= first) return resolve(false);
        ask({ type: 'history', room, before: lowest, limit }, (answer) => {
          const page = readPage(answer);
          if (!page) return reject(errorOf(answer));
          // Unless the view has started anew meanwhile, or let go of what the page comes before.
          if (kept === view) prepend(page);
          resolve(lowest > first);
        });
      }).finally(() => {
        older = undefined;
      });
      return older;
    },
  };
}
