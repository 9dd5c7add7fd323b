import { placeOf } from './place.js';
import type { SentMessage } from './timeline.js';

/** Counts the messages of others after a read position. */
export type CountUnread = (kept: readonly SentMessage[], read: number, selfId: string) => number;

/**
 * Goes on from the last count where it can: of thousands unread, each new one would cost them all.
 * After a deletion a new counter begins.
 */
export function createUnread(): CountUnread {
  let first: SentMessage | undefined;
  let from: number | undefined;
  let next = 0;
  let count = 0;
  return (kept, read, selfId) => {
    if (first !== kept[0] || from !== read) {
      first = kept[0];
      from = read;
      next = placeOf(kept, read + 1);
      count = 0;
    }
    // Another tab may have read what comes to this one later.
    const isUnread = ({ by, deleted, seq }: SentMessage) =>
      seq > read && by.id !== selfId && !deleted;
    count += kept.slice(next).filter(isUnread).length;
    next = kept.length;
    return count;
  };
}
