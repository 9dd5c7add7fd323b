import type { Change, Commit } from './engine.js';

/** What a tail is told of a change: all that concerns those who look, with what the log made of it. */
export function commitOf(
  { events: _drafts, key: _key, wakeAt: _wakeAt, ...told }: Change,
  made: Pick<Commit, 'events' | 'head' | 'first'>,
): Commit {
  return { ...told, ...made };
}
