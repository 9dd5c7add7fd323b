import type { TimelineMessage } from '@roomlet/sdk';

/** A message's key is its author's own, so the two together are unique in a room. */
export function rowKey(message: TimelineMessage): string {
  return `${message.by.id}:${message.key}`;
}
