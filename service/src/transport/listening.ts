import uWS, { type HttpResponse, type TemplatedApp, type us_listen_socket } from 'uWebSockets.js';
import type { Overflow } from './overflow.js';
import { peerOf } from './sources.js';

/** `LIBUS_LISTEN_EXCLUSIVE_PORT`: a second service must not quietly share the port. */
const EXCLUSIVE_PORT = 1;

/** Listens again when this share of the connections is left: not for each that goes. */
const ROOM_AGAIN = 0.9;
/** From this share on no connection is kept for a further request. */
const CROWDED = 0.5;
/** How soon it tries again to listen, ms. */
const TRY_AGAIN = 1_000;

// The typings know neither these four arguments nor the constant.
type ListenAt = (
  host: string,
  port: number,
  options: number,
  done: (listening: us_listen_socket | false) => void,
) => TemplatedApp;

export interface ListeningContext {
  readonly app: TemplatedApp;
  readonly host: string;
  readonly port: number;
  /** Connections of all kinds that there may be at a time. */
  readonly most: number;
  readonly overflow: Overflow;
  /** Whether a connection from this address may stay. */
  mayConnect(peer: string): boolean;
  /** Told each time the service becomes full. */
  onFull(connections: number): void;
}

/**
 * The port, and who answers there: uWebSockets while there is room for connections, the overflow
 * while there is none. uWebSockets accepts whatever comes, and at the limit of the process it would
 * try for ever; so it stops listening before.
 */
export class Listening {
  readonly #context: ListeningContext;
  #port = 0;
  #socket: us_listen_socket | undefined;
  #isOpen = false;
  #connections = 0;

  constructor(context: ListeningContext) {
    this.#context = context;
    // Told +1 when a connection comes. Told -1 when one goes, but not when it became a WebSocket.
    const onChange = (res: HttpResponse, change: unknown) => {
      if (change === 1) this.#came(res);
      else this.left();
    };
    context.app.filter(onChange);
  }

  /** How many connections are open, of all kinds. */
  get connections(): number {
    return this.#connections;
  }

  /** Whether there are so many connections that each is to be let go after its answer. */
  get crowded(): boolean {
    return this.#connections >= CROWDED * this.#context.most;
  }

  /**
   * Resolves with the port when it listens.
   * @throws when the address can't be listened on.
   */
  async open(): Promise<number> {
    const { host, port } = this.#context;
    if (!(await this.#listen(port))) {
      throw new Error(`Address ${host}, port ${port} is not free. Choose another: --port.`);
    }
    this.#port = uWS.us_socket_local_port(this.#socket as us_listen_socket);
    // A port that the system chose is not made to be listened on again; the same one by name is.
    if (port === 0) {
      this.#unlisten();
      if (!(await this.#listen(this.#port))) return this.open();
    }
    this.#isOpen = true;
    return this.#port;
  }

  close(): void {
    this.#isOpen = false;
    this.#unlisten();
    this.#context.overflow.close();
  }

  /** A connection is over. */
  left(): void {
    this.#connections -= 1;
    const { most, overflow } = this.#context;
    if (overflow.listening && this.#connections <= ROOM_AGAIN * most) this.#resume();
  }

  #came(res: HttpResponse): void {
    this.#connections += 1;
    const { most, mayConnect, onFull } = this.#context;
    if (!mayConnect(peerOf(res))) {
      res.close();
      return;
    }
    if (this.#connections < most || !this.#socket) return;
    // uWebSockets looks after each connection whether it is to go on.
    this.#unlisten();
    onFull(this.#connections);
    this.#standIn();
  }

  #standIn(): void {
    const { host, overflow } = this.#context;
    overflow.listen(host, this.#port, () => setTimeout(() => this.#resume(), TRY_AGAIN).unref());
  }

  #resume(): void {
    if (!this.#isOpen || this.#socket) return;
    this.#context.overflow.close();
    void this.#listen(this.#port).then((listens) => {
      if (!listens && this.#isOpen) this.#standIn();
    });
  }

  async #listen(port: number): Promise<boolean> {
    const { app, host } = this.#context;
    this.#socket = await listenOn(app, host, port);
    return this.#socket !== undefined;
  }

  #unlisten(): void {
    if (this.#socket) uWS.us_listen_socket_close(this.#socket);
    this.#socket = undefined;
  }
}

/** Resolves with the socket that listens; undefined when the address can't be listened on. */
export function listenOn(
  app: TemplatedApp,
  host: string,
  port: number,
): Promise<us_listen_socket | undefined> {
  const listenAt = app.listen.bind(app) as unknown as ListenAt;
  return new Promise((resolve) => {
    listenAt(host, port, EXCLUSIVE_PORT, (socket) => resolve(socket || undefined));
  });
}
