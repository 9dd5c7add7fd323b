import { connect, type Socket } from 'node:net';
import { setTimeout as elapse } from 'node:timers/promises';
import { enter, fill, makeRoom } from '../kit/client.js';
import { milliseconds } from '../kit/latency.js';
import { FREE } from '../kit/service.js';
import { type Figure, type Measurement, withService } from './figure.js';

export interface ExportsSize {
  readonly readers: number;
  readonly messages: number;
  /** How long they read, ms. */
  readonly during: number;
}

const HEAP = 256;

/** Slow readers of text exports of a full room, from several seats and addresses. */
export function measureExports(cli: string, size: ExportsSize): Promise<Measurement> {
  return withService(
    cli,
    { heap: HEAP, flags: FREE },
    async ({ service, url, bystander, quiet }) => {
      const room = await makeRoom(url, '10.1.0.1');
      const writer = await enter(url, '10.1.0.1');
      await writer.command({ type: 'join', room: room.code, name: 'Writer' });
      await fill(writer, room.code, { count: size.messages, text: 'a short message' });
      const seats: string[] = [];
      for (let n = 0; n < 20; n++) {
        const client = await enter(url, `10.1.1.${n}`);
        const { seat } = await client.command({
          type: 'join',
          room: room.code,
          name: `Reader ${n}`,
        });
        seats.push(String(seat));
      }
      await bystander.mark();
      const readers = Array.from({ length: size.readers }, (_, n) =>
        slowReader(url, `/v1/rooms/${room.code}/export?format=txt`, [
          seats[n % 20] ?? '',
          `10.1.2.${n % 250}`,
        ]),
      );
      const end = Date.now() + size.during;
      while (Date.now() < end && service.alive) await elapse(250);
      const alive = service.alive;
      const seen = await bystander.mark();
      const { peak } = service.memory();
      for (const reader of readers) reader.destroy();
      return {
        said: [
          [`${size.readers} slow exports, ${HEAP} MiB heap`, alive ? 'runs on' : 'ended'],
          ['peak memory', alive ? `${Math.round(peak)} MiB` : '–'],
          ['send elsewhere, p99 (quiet)', `${milliseconds(seen.p99)} (${milliseconds(quiet.p99)})`],
        ],
        values: { alive, peak, p99: seen.p99, quiet: quiet.p99 },
      };
    },
  );
}

/** Takes a little now and then, as a phone on a bad network does. */
function slowReader(url: string, path: string, [seat, address]: readonly [string, string]): Socket {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  const head = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${seat}\r\n`;
  socket.write(`${head}X-Forwarded-For: ${address}\r\n\r\n`);
  socket.on('error', () => {});
  const timer = setInterval(() => {
    socket.read(8_192);
  }, 500);
  socket.on('close', () => clearInterval(timer));
  socket.pause();
  return socket;
}

export const EXPORTS: Figure = {
  name: 'exports',
  measure: (cli) => measureExports(cli, { readers: 200, messages: 9_900, during: 60_000 }),
};
