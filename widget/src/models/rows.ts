import type { SentMessage, TimelineMessage } from '@roomlet/sdk';
import { messageBySeq, placeOf } from './by-seq.js';
import { sameDay } from './day.js';
import { rowKey } from './row-key.js';

const GROUP_MS = 5 * 60_000;

/** What a message answers: that message, or that it is on a page not loaded, or not kept any more. */
export type Quote = SentMessage | 'far' | 'gone';

/** One message as it is drawn: where it stands in its group, and what begins with it. */
export interface Row {
  /** Stays the same from pending to sent, so that the row stays the same element. */
  readonly key: string;
  readonly message: TimelineMessage;
  readonly own: boolean;
  /** First and last of its group: same author, host or not all along, less than 5 minutes apart, same day. */
  readonly first: boolean;
  readonly last: boolean;
  /** Set on the first message of a day. */
  readonly day: boolean;
  /** Set on the first message after what had been read. */
  readonly unread: boolean;
  readonly quote: Quote | undefined;
  /** Somebody else has read as far as this own message. */
  readonly seen: boolean;
  /** It came in just now, alone, before the eyes of a reader who follows. */
  readonly fresh: boolean;
}

export interface RowSource {
  readonly messages: readonly TimelineMessage[];
  /** The part to draw: from `start` up to, not including, `end`. */
  readonly start: number;
  readonly end: number;
  readonly selfId: string;
  /** Whether there are older messages that aren't loaded. */
  readonly hasOlder: boolean;
  /** How far somebody else has read, and the first message not read by oneself; seqs. */
  readonly seen: number;
  readonly unread?: number | undefined;
  /** The row that may appear with a fade. */
  readonly fresh?: string | undefined;
}

/** Draws rows from messages; a row that did not change keeps its identity from `before`. */
export function groupRows(source: RowSource, before: readonly Row[]): readonly Row[] {
  const known = new Map(before.map((row) => [row.key, row]));
  const { messages, selfId } = source;
  const rows: Row[] = [];
  for (let i = source.start; i < source.end; i++) {
    const message = messages[i];
    if (!message) break;
    const previous = messages[i - 1];
    const next = messages[i + 1];
    const key = rowKey(message);
    const seq = message.status === 'sent' ? message.seq : undefined;
    const own = message.by.id === selfId;
    const row: Row = {
      key,
      message,
      own,
      first: !previous || !together(previous, message),
      last: !next || !together(message, next),
      day: !previous || !sameDay(previous.at, message.at),
      unread: seq !== undefined && seq === source.unread,
      quote: quoteOf(message, source),
      seen: own && seq !== undefined && seq <= source.seen,
      fresh: key === source.fresh,
    };
    const old = known.get(row.key);
    rows.push(old && isSame(old, row) ? old : row);
  }
  const unchanged = rows.length === before.length && rows.every((row, i) => row === before[i]);
  return unchanged ? before : rows;
}

function quoteOf({ replyTo }: TimelineMessage, source: RowSource): Quote | undefined {
  if (replyTo === undefined) return undefined;
  const { messages, hasOlder } = source;
  const isBefore = placeOf(messages, replyTo) === 0;
  return messageBySeq(messages, replyTo) ?? (isBefore && hasOlder ? 'far' : 'gone');
}

function together(a: TimelineMessage, b: TimelineMessage): boolean {
  const isSameFace = a.by.id === b.by.id && a.by.host === b.by.host;
  return isSameFace && b.at - a.at < GROUP_MS && sameDay(a.at, b.at);
}

function isSame(a: Row, b: Row): boolean {
  return (Object.keys(b) as (keyof Row)[]).every((field) => a[field] === b[field]);
}
