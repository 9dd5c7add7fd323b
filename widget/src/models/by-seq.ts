import type { SentMessage, TimelineMessage } from '@roomlet/sdk';
import { rowKey } from './row-key.js';

/** Where the kept message with this seq stands among all, or else the first after it. */
export function placeOf(messages: readonly TimelineMessage[], seq: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const message = messages[middle];
    // Unsent ones have no seq, and stand last.
    if (message?.status === 'sent' && message.seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The kept message with this seq, when it is loaded. */
export function messageBySeq(
  messages: readonly TimelineMessage[],
  seq: number,
): SentMessage | undefined {
  const found = messages[placeOf(messages, seq)];
  return found?.status === 'sent' && found.seq === seq ? found : undefined;
}

/**
 * Where the message that stood at a place stands now; of one that the view let go, where it would.
 * Below 0: nowhere.
 */
export function placeNow(
  before: readonly TimelineMessage[],
  now: readonly TimelineMessage[],
  at: number,
): number {
  const message = before[at];
  if (message?.status === 'sent') return placeOf(now, message.seq);
  return message ? now.findIndex((one) => rowKey(one) === rowKey(message)) : at;
}
