import type { TimelineMessage } from '@roomlet/sdk';

const GROUP_MS = 5 * 60_000;

/** One message as it is drawn: where it stands in its group, and whether a day begins with it. */
export interface Row {
  /** Stays the same from pending to sent, so that the row stays the same element. */
  readonly key: string;
  readonly message: TimelineMessage;
  readonly own: boolean;
  /** First and last of its group: same author, less than 5 minutes apart, same day. */
  readonly first: boolean;
  readonly last: boolean;
  /** Set on the first message of a day. */
  readonly day: boolean;
}

/** A message's key is its author's own, so the two together are unique in a room. */
export function rowKey(message: TimelineMessage): string {
  return `${message.by.id}:${message.key}`;
}

export interface RowSource {
  readonly messages: readonly TimelineMessage[];
  /** The part to draw: from `start` up to, not including, `end`. */
  readonly start: number;
  readonly end: number;
  readonly selfId: string;
}

/** Draws rows from messages; a row that did not change keeps its identity from `before`. */
export function groupRows(source: RowSource, before: readonly Row[]): readonly Row[] {
  const known = new Map(before.map((row) => [row.key, row]));
  const rows: Row[] = [];
  for (let i = source.start; i < source.end; i++) {
    const message = source.messages[i];
    if (!message) break;
    const previous = source.messages[i - 1];
    const next = source.messages[i + 1];
    const row: Row = {
      key: rowKey(message),
      message,
      own: message.by.id === source.selfId,
      first: !previous || !together(previous, message),
      last: !next || !together(message, next),
      day: !previous || !sameDay(previous.at, message.at),
    };
    const old = known.get(row.key);
    rows.push(old && isSame(old, row) ? old : row);
  }
  const unchanged = rows.length === before.length && rows.every((row, i) => row === before[i]);
  return unchanged ? before : rows;
}

function together(a: TimelineMessage, b: TimelineMessage): boolean {
  return a.by.id === b.by.id && b.at - a.at < GROUP_MS && sameDay(a.at, b.at);
}

/** The day that was looked at last: messages in a row are mostly of one, and dates cost. */
let from = 0;
let to = 0;

/** The same day for the reader, in the reader's time zone. */
export function sameDay(a: number, b: number): boolean {
  if (a < from || a >= to) {
    const day = new Date(a);
    from = day.setHours(0, 0, 0, 0);
    to = day.setDate(day.getDate() + 1);
  }
  return b >= from && b < to;
}

function isSame(a: Row, b: Row): boolean {
  return (
    a.message === b.message &&
    a.own === b.own &&
    a.first === b.first &&
    a.last === b.last &&
    a.day === b.day
  );
}
