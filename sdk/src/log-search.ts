import type { Off } from './emitter.js';
import type { Errand } from './errand.js';
import { readPage } from './guards.js';
import type { MessageEvent } from './protocol/event.js';

const PAGE = 200;

/**
 * Looks through all that is kept of a room's log, newest page first, beside the view of it.
 * @param found gets each message.
 * @param done all of it was seen; not called when a page was refused.
 */
export function searchLog(
  room: string,
  insist: Errand,
  found: (message: MessageEvent) => void,
  done: () => void,
): Off {
  let off: Off;
  const read = (before?: number) => {
    off = insist({ type: 'history', room, before, limit: PAGE }, (answer) => {
      const page = readPage(answer);
      for (const event of page?.events ?? []) if (event.kind === 'message') found(event);
      const lowest = page?.events[0]?.seq ?? 0;
      if (page && lowest > page.first) read(lowest);
      else if (page) done();
    });
  };
  read();
  return () => off();
}
