import type { Member, RoomEvent } from './event.js';

/** A message as the log tells it: the fold of its own event, its edits, reactions and deletion. */
export interface Message {
  readonly seq: number;
  readonly at: number;
  readonly by: Member;
  readonly key: string;
  /** Absent once deleted. */
  readonly text?: string | undefined;
  readonly replyTo?: number | undefined;
  readonly deleted?: true | undefined;
  /** When it was last edited, ms. */
  readonly editedAt?: number;
  /** Emoji → ids of the members who reacted with it, in the order they did. */
  readonly reactions?: Readonly<Record<string, readonly string[]>>;
}

/** Messages by their seq, as the fold finds and puts them: a Map, say. */
export interface Messages {
  get(seq: number): Message | undefined;
  set(seq: number, message: Message): unknown;
}

/**
 * Folds one event into the messages known so far. Both ends fold with this one function,
 * so an export, a page of history and a live view agree.
 *
 * @returns the message that changed, a new object that nobody else holds (all others keep their
 *   identity), or undefined when none did. An event about a message that is none of them (trimmed, or on
 *   an older page) changes nothing: whoever loads that page later folds the event in again then.
 */
export function foldEvent(messages: Messages, event: RoomEvent): Message | undefined {
  if (event.kind === 'message') {
    const { kind: _kind, ...message } = event;
    return put(messages, message);
  }
  const target = 'target' in event && messages.get(event.target);
  // Deleted means gone: nothing that comes after brings anything back.
  if (!target || target.deleted) return undefined;
  const { text, reactions = {}, editedAt, ...kept } = target;
  switch (event.kind) {
    case 'edit':
      if (event.text === undefined) return undefined;
      return put(messages, { ...target, text: event.text, editedAt: event.at });
    case 'delete':
      return put(messages, { ...kept, deleted: true });
    case 'reaction':
      return put(messages, { ...target, reactions: react(reactions, event) });
    default:
      return undefined;
  }
}

function put(messages: Messages, message: Message): Message {
  messages.set(message.seq, message);
  return message;
}

function react(
  reactions: Readonly<Record<string, readonly string[]>>,
  { emoji, on, by }: { emoji: string; on: boolean; by: Member },
): Record<string, readonly string[]> {
  // Own properties only: a name like "constructor" must not find something inherited.
  const known = Object.hasOwn(reactions, emoji) ? (reactions[emoji] ?? []) : [];
  const ids = known.filter((id) => id !== by.id);
  if (on) ids.push(by.id);
  const next = { ...reactions, [emoji]: ids };
  if (ids.length === 0) delete next[emoji];
  return next;
}
