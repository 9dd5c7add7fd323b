import type { RoomState } from '@roomlet/sdk';
import { placeOf } from './by-seq.js';

/** Where the line "New" stands, and how many messages of others come after it. */
export interface Unread {
  readonly seq: number;
  readonly place: number;
}

/**
 * The first message that others wrote after `read`. Undefined where there is none, and where the
 * pages that would tell which it is aren't loaded yet.
 */
export function firstUnread(
  { messages, self, hasOlder }: Pick<RoomState, 'messages' | 'self' | 'hasOlder'>,
  read: number,
): Unread | undefined {
  const after = placeOf(messages, read + 1);
  if (after === 0 && hasOlder) return undefined;
  for (let place = after; place < messages.length; place++) {
    const message = messages[place];
    if (message?.status === 'sent' && message.by.id !== self.id) return { seq: message.seq, place };
  }
  return undefined;
}
