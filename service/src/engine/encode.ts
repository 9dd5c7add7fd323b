import type { EventDraft } from '@roomlet/sdk/protocol';
import type { StoredEvent } from './engine.js';

/** An event without the seq and time that its commit will give it. */
export function eventBody(draft: EventDraft): string {
  return JSON.stringify(draft);
}

/** An event's wire form, encoded once: its body with seq and time put in front. */
export function stampEvent(body: string, seq: number, at: number): string {
  return `{"seq":${seq},"at":${at},${body.slice(1)}`;
}

/** The event without its text and marked as deleted [W15]; undefined when it has none to lose. */
export function scrubEvent({ seq, json }: StoredEvent): StoredEvent | undefined {
  const { text, ...kept } = JSON.parse(json) as { text?: string };
  return text === undefined ? undefined : { seq, json: JSON.stringify({ ...kept, deleted: true }) };
}

/** The event as it is once a message was deleted: without its text when it is that, or an edit of it. */
export function withoutMessage(event: StoredEvent, message: number): StoredEvent {
  const isIt = event.seq === message;
  // Mostly neither, and parsing each would take a while.
  if (!isIt && !event.json.includes(`"target":${message}`)) return event;
  const { kind, target } = JSON.parse(event.json) as { kind: string; target?: number };
  const hasText = isIt ? kind === 'message' : kind === 'edit' && target === message;
  return (hasText && scrubEvent(event)) || event;
}

/** The same for several messages at once. */
export function withoutMessages(event: StoredEvent, messages: ReadonlySet<number>): StoredEvent {
  if (messages.has(event.seq)) return withoutMessage(event, event.seq);
  if (!event.json.includes('"target":')) return event;
  const { target } = JSON.parse(event.json) as { target?: number };
  return target !== undefined && messages.has(target) ? withoutMessage(event, target) : event;
}
