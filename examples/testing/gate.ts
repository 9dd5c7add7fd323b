import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * Stands before a service. Files always pass, as from a cache; while it is shut, connections of the
 * socket are cut and refused, and so is all of `/v1`: to a page, the service is offline.
 */
export class Gate {
  isShut = false;
  readonly #passing = new Set<Duplex>();

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  /** Listens on a free port of 127.0.0.1. */
  static async start(serviceUrl: string): Promise<Gate> {
    const server = createServer();
    const gate = new Gate(server, new URL(serviceUrl));
    server.on('request', (incoming, response) => {
      if (gate.isShut && incoming.url?.startsWith('/v1/')) return void incoming.destroy();
      const { hostname, port } = gate.target;
      const { method, headers, url: path } = incoming;
      const onward = request({ hostname, port, method, headers, path }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      incoming.pipe(onward);
    });
    server.on('upgrade', ({ url, rawHeaders }, socket) => {
      if (gate.isShut) return void socket.destroy();
      const onward = connect(Number(gate.target.port), gate.target.hostname);
      const lines = rawHeaders.map((text, i) => (i % 2 ? `${text}\r\n` : `${text}: `));
      onward.write(`GET ${url} HTTP/1.1\r\n${lines.join('')}\r\n`);
      gate.#join(socket, onward);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  shut(): void {
    this.isShut = true;
    for (const socket of this.#passing) socket.destroy();
  }

  open(): void {
    this.isShut = false;
  }

  async close(): Promise<void> {
    this.shut();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #join(one: Duplex, other: Socket): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      this.#passing.add(from);
      from.pipe(to);
      from.on('error', () => {});
      from.on('close', () => {
        this.#passing.delete(from);
        to.destroy();
      });
    }
  }
}
