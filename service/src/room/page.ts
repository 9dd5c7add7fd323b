import type { StoredEvent } from '../engine/engine.js';

/**
 * A page ends here too, characters of JSON: one far larger than a slow reader's backlog may be
 * would cut that reader off before it had got it, again and again [W11].
 */
export const PAGE_CHARACTERS = 262_144;

/** The oldest of the events that make a page: one at least. */
export function firstThatFit(events: readonly StoredEvent[]): readonly StoredEvent[] {
  let size = 0;
  const end = events.findIndex(({ json }, i) => {
    size += json.length;
    return i > 0 && size > PAGE_CHARACTERS;
  });
  return end === -1 ? events : events.slice(0, end);
}

/** The newest of the events that make a page: one at least. */
export function lastThatFit(events: readonly StoredEvent[]): readonly StoredEvent[] {
  return firstThatFit([...events].reverse()).toReversed();
}

/** Characters of JSON. */
export function sizeOf(events: readonly StoredEvent[]): number {
  return events.reduce((size, { json }) => size + json.length, 0);
}
