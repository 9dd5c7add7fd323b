import type { EventDraft } from '@roomlet/sdk/protocol';

/** An event without the seq and time that its commit will give it. */
export function eventBody(draft: EventDraft): string {
  return JSON.stringify(draft);
}

/** An event's wire form, encoded once: its body with seq and time put in front. */
export function stampEvent(body: string, seq: number, at: number): string {
  return `{"seq":${seq},"at":${at},${body.slice(1)}`;
}
