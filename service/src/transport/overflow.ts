import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { type Answer, failureAnswer } from './exchange.js';

/** Connections it holds at a time. */
const PLACES = 16;

const FULL = failureAnswer({
  code: 'unavailable',
  message: 'The service has as many connections as it can hold. Try again soon.',
  retryAfter: 5_000,
});

/**
 * Listens in the service's place while that is full: answers probes, and everything else with 503.
 * It is a plain `node:http` server since uWebSockets can't tell a connection that never asks for
 * anything from one that is about to; here the oldest makes room for the newest, so that a probe gets
 * its answer however many sit there and say nothing.
 */
export class Overflow {
  readonly #probe: (path: string) => Answer | undefined;
  /** The oldest come first. */
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  /** @param probe the answer to a probe; undefined for what is none. */
  constructor(probe: (path: string) => Answer | undefined) {
    this.#probe = probe;
  }

  get listening(): boolean {
    return this.#server !== undefined;
  }

  /** @param onFailure told when the port can't be listened on after all. */
  listen(host: string, port: number, onFailure: (error: Error) => void): void {
    const server = createServer({ keepAlive: false }, (request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      const { status, headers, body } = this.#probe(path) ?? FULL;
      response.writeHead(status, { ...headers, Connection: 'close' });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
    server.on('connection', (socket) => this.#take(socket));
    // Node's own answer to an upgrade would be to cut it.
    server.on('upgrade', (_request, socket) => socket.end(raw(FULL)));
    server.on('error', (error) => {
      if (this.#server !== server) return;
      this.#server = undefined;
      onFailure(error);
    });
    server.listen({ host, port });
    this.#server = server;
  }

  close(): void {
    this.#server?.close();
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  #take(socket: Socket): void {
    const [oldest] = this.#sockets;
    if (oldest && this.#sockets.size >= PLACES) {
      this.#sockets.delete(oldest);
      oldest.destroy();
    }
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => this.#sockets.delete(socket));
  }
}

function raw({ status, headers = {}, body = '' }: Answer): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  const head = [`HTTP/1.1 ${status} Service Unavailable`, ...lines, length, 'Connection: close'];
  return `${head.join('\r\n')}\r\n\r\n${String(body)}`;
}
