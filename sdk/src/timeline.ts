import type { Clock } from './clock.js';
import type { Off } from './emitter.js';
import { errorOf, RoomletError } from './errors.js';
import { readPage } from './guards.js';
import type { RoomEvent } from './protocol/event.js';
import { foldEvent, type Message } from './protocol/fold.js';
import type { Joined, Page } from './protocol/push.js';

/** A message that the room has kept. */
export type SentMessage = Message & { readonly status: 'sent' };

/** Live events held while a hole before them is filled; what comes beyond is asked for again. */
const HELD = 1_000;
const PAGE = 200;
/** Before asking again after a page that brought nothing, ms. */
const PAUSE = 2_000;

export interface HistoryRange {
  before?: number;
  after?: number;
  limit: number;
}

export interface TimelineParts {
  readonly clock: Clock;
  history(range: HistoryRange, reply: (answer: RoomletError | object) => void): void;
  /**
   * One event, each exactly once and in order of seq [W5]. `live` when it happened after the view
   * began (also when it was caught up with only now), so never for history.
   */
  took(event: RoomEvent, live: boolean, message: SentMessage | undefined): void;
  /** The view can't go on without a gap: the room must be joined anew without `since`. */
  broken(): void;
}

/** The room's log as far as it is loaded: one stretch without gaps, from `lowest` to `cursor`. */
export interface Timeline {
  readonly epoch: string;
  readonly cursor: number;
  readonly hasOlder: boolean;
  /** Oldest first; another array only when one of them changed. */
  readonly messages: readonly SentMessage[];
  /** The view starts, or starts anew. */
  begin(joined: Joined): void;
  /** The view goes on after an outage [W8]. */
  resume(joined: Joined): void;
  /** A live event. */
  receive(event: RoomEvent): void;
  /** There are events up to this one [W12]. */
  noteHead(seq: number): void;
  /** The connection is gone: what was asked will be asked again after the next join. */
  pause(): void;
  loadOlder(limit: number): Promise<boolean>;
}

export function createTimeline({ clock, history, took, broken }: TimelineParts): Timeline {
  let epoch = '';
  let cursor = 0;
  let head = 0;
  let lowest = 1;
  let first = 1;
  let byseq = new Map<number, SentMessage>();
  let messages: readonly SentMessage[] | undefined;
  /** Loaded events about messages on pages not loaded yet, in order. */
  let orphans: RoomEvent[] = [];
  const held = new Map<number, RoomEvent>();
  /** The page that is being waited for, if any: the only one whose answer counts. */
  let asked: object | undefined;
  let pause: Off | undefined;
  let older: Promise<boolean> | undefined;

  function fold(into: Map<number, SentMessage>, event: RoomEvent): SentMessage | undefined {
    const message = foldEvent(into, event);
    if (message) {
      messages = undefined;
      // The fold's result is new and nobody else's yet.
      return Object.assign(message, { status: 'sent' } as const);
    }
    if ('target' in event && event.target < lowest) orphans.push(event);
    return undefined;
  }

  function take(event: RoomEvent, live: boolean): void {
    cursor = event.seq;
    held.delete(cursor);
    took(event, live, fold(byseq, event));
  }

  function accept(event: RoomEvent, live: boolean): void {
    if (event.seq > head) head = event.seq;
    if (event.seq > cursor + 1 && held.size < HELD) held.set(event.seq, event);
    if (event.seq !== cursor + 1) return;
    take(event, live);
    for (let next = held.get(cursor + 1); next; next = held.get(cursor + 1)) take(next, live);
  }

  /** Pages until the cursor is at the head. One page is on its way at a time. */
  function catchUp(): void {
    if (asked || pause || cursor >= head) return;
    const mine = {};
    asked = mine;
    const from = cursor;
    history({ after: from, limit: PAGE }, (answer) => {
      if (asked !== mine) return;
      asked = undefined;
      const page = readPage(answer);
      if (page && page.first > cursor + 1) return broken();
      for (const event of page?.events ?? []) accept(event, true);
      if (page && page.seq > head) head = page.seq;
      if (cursor > from) return catchUp();
      const wait = answer instanceof RoomletError ? answer.retryAfter : undefined;
      pause = clock.after(wait ?? PAUSE, () => {
        pause = undefined;
        catchUp();
      });
    });
  }

  function stop(): void {
    asked = undefined;
    pause?.();
    pause = undefined;
  }

  function prepend({ events, first: kept }: Page): void {
    first = kept;
    const joining: RoomEvent[] = [];
    for (const event of [...events].reverse()) {
      if (event.seq === lowest - 1 - joining.length) joining.unshift(event);
    }
    // A page that doesn't join on is of no use, and asking again would bring the same.
    if (joining.length === 0) first = lowest;
    lowest -= joining.length;
    const later = orphans;
    orphans = [];
    const before = new Map<number, SentMessage>();
    for (const event of joining) fold(before, event);
    byseq = new Map([...before, ...byseq]);
    for (const event of later) fold(byseq, event);
  }

  return {
    get epoch() {
      return epoch;
    },
    get cursor() {
      return cursor;
    },
    get hasOlder() {
      return lowest > first;
    },
    get messages() {
      messages ??= [...byseq.values()];
      return messages;
    },

    begin(joined) {
      stop();
      byseq = new Map();
      messages = undefined;
      orphans = [];
      held.clear();
      older = undefined;
      ({ epoch, seq: head, first } = joined);
      lowest = joined.events[0]?.seq ?? head + 1;
      cursor = lowest - 1;
      for (const event of joined.events) accept(event, false);
      catchUp();
    },

    resume(joined) {
      stop();
      ({ first } = joined);
      head = Math.max(head, joined.seq);
      for (const event of joined.events) accept(event, true);
      catchUp();
    },

    receive(event) {
      accept(event, true);
      catchUp();
    },

    noteHead(seq) {
      head = Math.max(head, seq);
      catchUp();
    },

    pause: stop,

    loadOlder(limit) {
      if (older) return older;
      if (lowest <= first) return Promise.resolve(false);
      const view = byseq;
      const loading = new Promise<boolean>((resolve, reject) => {
        history({ before: lowest, limit }, (answer) => {
          const page = readPage(answer);
          if (!page) return reject(errorOf(answer));
          if (byseq === view) prepend(page);
          resolve(lowest > first);
        });
      });
      const done = () => {
        if (older === loading) older = undefined;
      };
      older = loading;
      loading.then(done, done);
      return loading;
    },
  };
}
