import type { RoomEvent } from '../event.js';

/** The log as a service keeps it: a deleted message and its edits of before have no text [W15]. */
export function scrubbed(log: readonly RoomEvent[]): RoomEvent[] {
  const deletedAt = new Map<number, number>();
  for (const event of log) {
    const isThere = event.kind === 'delete' && log[event.target - 1]?.kind === 'message';
    if (isThere && event.target < event.seq && !deletedAt.has(event.target)) {
      deletedAt.set(event.target, event.seq);
    }
  }
  return log.map((event) => {
    if (event.kind !== 'message' && event.kind !== 'edit') return event;
    const gone = deletedAt.get(event.kind === 'message' ? event.seq : event.target) ?? 0;
    if (gone < event.seq) return event;
    const { text: _text, ...bare } = event;
    return { ...bare, deleted: true };
  });
}
