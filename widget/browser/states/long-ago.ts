import type { Page } from 'playwright-core';

const DAY_MS = 86_400_000;

/**
 * Moves what is said in a room into the past, on its way to the page: no test can wait for days.
 * @param daysAgo by an event's seq
 */
export function spreadOut(page: Page, daysAgo: ReadonlyMap<number, number>): Promise<void> {
  const moved = (event: { seq: number; at: number }) => ({
    ...event,
    at: event.at - (daysAgo.get(event.seq) ?? 0) * DAY_MS,
  });
  return page.routeWebSocket(/.*/, (socket) => {
    socket.connectToServer().onMessage((message) => {
      const frame = JSON.parse(String(message));
      if (Array.isArray(frame.events)) frame.events = frame.events.map(moved);
      socket.send(JSON.stringify(frame));
    });
  });
}
