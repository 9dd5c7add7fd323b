import type { Member, RoomEvent } from './event.js';

/** A message as the log tells it: the fold of its own event, its edits, reactions and deletion. */
export interface Message {
  readonly seq: number;
  readonly at: number;
  readonly by: Member;
  readonly key: string;
  /** Absent once deleted. */
  readonly text?: string;
  readonly replyTo?: number;
  readonly deleted?: true;
  /** When it was last edited, ms. */
  readonly editedAt?: number;
  /** Emoji → ids of the members who reacted with it, in the order they did. */
  readonly reactions?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Folds one event into the messages known so far, by seq. Both ends fold with this one function,
 * so an export, a page of history and a live view agree.
 *
 * @returns the message that changed, a new object that nobody else holds (all others keep their
 *   identity), or undefined when none did. An event about a message outside the map (trimmed, or on
 *   an older page) changes nothing: whoever loads that page later folds the event in again then.
 */
export function foldEvent(messages: Map<number, Message>, event: RoomEvent): Message | undefined {
  switch (event.kind) {
    case 'message': {
      const { seq, at, by, key, text, replyTo, deleted } = event;
      return put(messages, {
        seq,
        at,
        by,
        key,
        ...(text !== undefined && { text }),
        ...(replyTo !== undefined && { replyTo }),
        ...(deleted && { deleted }),
      });
    }
    case 'edit': {
      const target = messages.get(event.target);
      if (!target || target.deleted || event.text === undefined) return undefined;
      return put(messages, { ...target, text: event.text, editedAt: event.at });
    }
    case 'delete': {
      const target = messages.get(event.target);
      if (!target) return undefined;
      const { text: _text, reactions: _reactions, editedAt: _editedAt, ...kept } = target;
      return put(messages, { ...kept, deleted: true });
    }
    case 'reaction': {
      const target = messages.get(event.target);
      if (!target || target.deleted) return undefined;
      return put(messages, { ...target, reactions: react(target.reactions ?? {}, event) });
    }
    default:
      return undefined;
  }
}

function put(messages: Map<number, Message>, message: Message): Message {
  messages.set(message.seq, message);
  return message;
}

function react(
  reactions: Readonly<Record<string, readonly string[]>>,
  { emoji, on, by }: { emoji: string; on: boolean; by: Member },
): Record<string, readonly string[]> {
  // Own properties only: a name like "constructor" must not find something inherited.
  const known = Object.hasOwn(reactions, emoji) ? (reactions[emoji] ?? []) : [];
  const others = known.filter((id) => id !== by.id);
  const next = { ...reactions };
  if (on) next[emoji] = [...others, by.id];
  else if (others.length > 0) next[emoji] = others;
  else delete next[emoji];
  return next;
}
