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

/** Whether the event is about the one with this seq: an edit of it, its deletion, a reaction. */
export function isAbout({ json }: StoredEvent, target: number): boolean {
  return (JSON.parse(json) as { target?: number }).target === target;
}
