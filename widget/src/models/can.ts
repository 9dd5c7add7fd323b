import type { RoomState, TimelineMessage } from '@roomlet/sdk';

/** What one may do with a message; the service has the last word. */
export interface Can {
  /** To answer it, and to react to it. */
  readonly reply: boolean;
  readonly copy: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
}

export function can(
  message: TimelineMessage,
  { self, isHost, closed }: Pick<RoomState, 'self' | 'isHost' | 'closed'>,
): Can {
  const own = message.by.id === self.id;
  const copy = message.text !== undefined;
  const reply = copy && message.status === 'sent' && !closed;
  return { copy, reply, edit: reply && own, delete: reply && (own || isHost) };
}
