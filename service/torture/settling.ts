import type { ClientProcess } from './client-process.js';
import type { Trial } from './trial.js';
import { judge } from './verdict.js';

/** Once the faults have ended everything MUST come to rest within this, ms. */
const SETTLED_WITHIN = 120_000;

/** Waits until all clients are at rest, lets them show all they have, and judges it. */
export async function settle(trial: Trial): Promise<void> {
  const { clients, rooms, watch, findings } = trial;
  for (const client of clients) client.tell('calm');
  await watch.until(
    () => clients.every(isAtRest),
    SETTLED_WITHIN,
    () => `at rest: ${tell(clients.filter((one) => !isAtRest(one)))}`,
  );
  const heads = new Map<string, number>();
  for (const [code, { judge }] of rooms) heads.set(code, await judge.head());
  const isThere = ({ standings }: ClientProcess) =>
    [...standings].every(([code, { seq }]) => seq === heads.get(code));
  await watch.until(
    () => clients.every(isThere),
    SETTLED_WITHIN,
    () =>
      `at the head ${JSON.stringify([...heads])}: ${tell(clients.filter((one) => !isThere(one)))}`,
  );
  for (const client of clients) client.tell('show');
  const hasShown = ({ plan, tab }: ClientProcess) =>
    plan.rooms.every((code) => rooms.get(code)?.record.shown.has(tab));
  await watch.until(
    () => clients.every(hasShown),
    SETTLED_WITHIN,
    () => `show all: ${tell(clients.filter((one) => !hasShown(one)))}`,
  );
  for (const { judge: seat, record } of rooms.values()) {
    judge(record, await seat.log(), findings);
  }
}

function isAtRest({ isConnected, standings }: ClientProcess): boolean {
  return isConnected && [...standings.values()].every(({ open }) => open === 0);
}

function tell(clients: readonly ClientProcess[]): string {
  return clients
    .map(({ tab, standings }) => `${tab} ${JSON.stringify([...standings.values()])}`)
    .join(', ');
}
