import { createHash } from 'node:crypto';
import type { Message, RoomEvent } from '@roomlet/sdk';

/**
 * One event as somebody saw it. `what`: a message's key, or the target of an edit, deletion or
 * reaction. `content`: a digest of the rest; empty where a deletion has taken it.
 */
export type Seen = readonly [
  seq: number,
  kind: string,
  by: string,
  what: string | number,
  content: string,
];

export function seenOf(event: RoomEvent): Seen {
  const { seq, kind, by } = event;
  return [seq, kind, by.id, whatOf(event), contentOf(event)];
}

function whatOf(event: RoomEvent): string | number {
  if (event.kind === 'message') return event.key;
  return 'target' in event ? event.target : '';
}

function contentOf(event: RoomEvent): string {
  switch (event.kind) {
    case 'message':
      return event.text === undefined ? '' : digest([event.text, event.replyTo ?? 0]);
    case 'edit':
      return event.text === undefined ? '' : digest(event.text);
    case 'reaction':
      return digest([event.emoji, event.on]);
    case 'renamed':
      return digest(event.name);
    default:
      return digest(event.kind);
  }
}

/** The same event, seen at two times: between them its text may have been deleted, nothing else. */
export function isSame(one: Seen, other: Seen): boolean {
  return one.every(
    (field, index) => field === other[index] || (index === 4 && (!field || !other[index])),
  );
}

/** A message as a view shows it, its edits, reactions and deletion folded in. */
export function shownOf(message: Message): string {
  const { seq, by, key, text, replyTo, deleted, editedAt, reactions } = message;
  const emoji = Object.entries(reactions ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  return `${seq} ${digest([by.id, by.name, key, text, replyTo, deleted, editedAt, emoji])}`;
}

function digest(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value)).digest('base64').slice(0, 8);
}
