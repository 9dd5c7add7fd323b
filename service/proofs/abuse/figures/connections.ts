import { setTimeout as elapse } from 'node:timers/promises';
import { LeanClient } from '../kit/client.js';
import { milliseconds } from '../kit/latency.js';
import { type Figure, type Measurement, withService } from './figure.js';

export interface ConnectionsSize {
  readonly sockets: number;
  /** ms. */
  readonly after: number;
}

/** Connections of one address that never get a seat: each tries a join that is refused. */
export function measureConnections(cli: string, size: ConnectionsSize): Promise<Measurement> {
  return withService(cli, {}, async ({ service, url, bystander, quiet }) => {
    const before = service.memory().now;
    await bystander.mark();
    const start = Date.now();
    const clients: LeanClient[] = [];
    for (let n = 0; n < size.sockets; n += 50) {
      const some = await Promise.all(
        Array.from({ length: 50 }, () => LeanClient.open(url, '10.6.0.1')),
      );
      for (const client of some) {
        if (!client) continue;
        clients.push(client);
        void client.command({ type: 'join', room: 'bbb-bbb-bbb', name: 'M' });
      }
    }
    const opened = clients.length;
    await elapse(1_000);
    const grown = service.memory().now - before;
    await elapse(Math.max(0, size.after - (Date.now() - start)));
    const open = clients.filter(({ closed }) => !closed).length;
    const seen = await bystander.mark();
    for (const client of clients) client.drop();
    return {
      said: [
        [
          `of ${size.sockets.toLocaleString('en')} seatless connections of an address opened`,
          opened.toLocaleString('en'),
        ],
        [`open after ${size.after / 1_000} s`, open.toLocaleString('en')],
        ['memory that they took', `${Math.round(grown)} MiB`],
        ['send elsewhere, p99 (quiet)', `${milliseconds(seen.p99)} (${milliseconds(quiet.p99)})`],
      ],
      values: { opened, open, grown, p99: seen.p99, quiet: quiet.p99 },
    };
  });
}

export const CONNECTIONS: Figure = {
  name: 'connections',
  measure: (cli) => measureConnections(cli, { sockets: 3_000, after: 45_000 }),
};
