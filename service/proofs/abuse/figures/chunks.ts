import { connect, type Socket } from 'node:net';
import { setTimeout as elapse } from 'node:timers/promises';
import { milliseconds } from '../kit/latency.js';
import { type Figure, type Measurement, withService } from './figure.js';

export interface ChunksSize {
  readonly bodies: number;
  readonly chunks: number;
}

/** Bodies of one-byte chunks, by callers who need no right to send them, that never end. */
export function measureChunks(cli: string, { bodies, chunks }: ChunksSize): Promise<Measurement> {
  return withService(cli, {}, async ({ service, url, bystander, quiet }) => {
    const before = service.memory().now;
    await bystander.mark();
    const sockets = Array.from({ length: bodies }, () => sendChunks(url, chunks));
    await Promise.all(sockets.map(({ sent }) => sent));
    await elapse(2_000);
    const grown = service.memory().peak - before;
    const seen = await bystander.mark();
    for (const { socket } of sockets) socket.destroy();
    return {
      said: [
        [
          `longest stall by ${bodies} bodies of ${chunks.toLocaleString('en')} one-byte chunks`,
          milliseconds(seen.max),
        ],
        ['memory that they took', `${Math.round(grown)} MiB`],
        ['send elsewhere, p99 (quiet)', `${milliseconds(seen.p99)} (${milliseconds(quiet.p99)})`],
      ],
      values: { stall: seen.max, grown, p99: seen.p99, quiet: quiet.p99 },
    };
  });
}

function sendChunks(url: string, chunks: number): { socket: Socket; sent: Promise<void> } {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  const head = `POST /v1/rooms HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: 10.7.0.1\r\n`;
  const sent = new Promise<void>((resolve) => {
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    socket.resume();
    socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n${'1\r\nx\r\n'.repeat(chunks)}`, () =>
      resolve(),
    );
  });
  return { socket, sent };
}

export const CHUNKS: Figure = {
  name: 'chunks',
  measure: (cli) => measureChunks(cli, { bodies: 50, chunks: 65_000 }),
};
