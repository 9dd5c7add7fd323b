import uWS, {
  type HttpResponse,
  type TemplatedApp,
  type us_listen_socket,
  type WebSocket,
} from 'uWebSockets.js';
import { CLOSE, SOCKET_PATH, SUBPROTOCOL } from '@roomlet/sdk/protocol';
import type { Audience } from '../room/audience.js';
import type { Clock } from '../room/clock.js';
import { Session, type SessionContext } from '../session/session.js';
import { addressOf } from './address.js';
import type { Assets } from './assets.js';
import { sendAway } from './drain.js';
import { type Answer, failureAnswer, respond } from './exchange.js';
import { addRoutes, FOREIGN_ORIGIN, NOT_FOUND, type RoutesContext } from './routes.js';
import { UwsSocket } from './uws-socket.js';

/**
 * uWebSockets cuts a connection whose frame is over its own limit without a word. So its limit is
 * far above the contract's, where the session can still say why [W1]; what may pile up for one
 * connection stays bounded.
 */
const HARD_FRAME_FACTOR = 16;

/** `LIBUS_LISTEN_EXCLUSIVE_PORT`: a second service must not quietly share the port. */
const EXCLUSIVE_PORT = 1;

type ListenAt = (
  host: string,
  port: number,
  options: number,
  done: (listening: us_listen_socket | false) => void,
) => TemplatedApp;

/** Seconds without a sign after which a connection is closed; it is pinged before [W12]. */
const IDLE_SECONDS = 60;

export interface ServerContext extends RoutesContext, SessionContext {
  readonly assets: Assets;
  readonly backlogBytes: number;
  readonly metrics: () => Promise<Answer>;
}

const PLAIN = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
const PASSED: Answer = { status: 200, headers: PLAIN, body: 'ok\n' };
const FAILED: Answer = { status: 503, headers: PLAIN, body: 'not ready\n' };

const WRONG_PROTOCOL = failureAnswer({
  code: 'bad_request',
  message: `Offer ${SUBPROTOCOL} among the subprotocols.`,
});

interface Connection {
  readonly address: string;
  session?: Session;
  socket?: UwsSocket<Connection>;
}

/** A code of WebSocket's own registry, on which clients reconnect [W13]. */
const TRY_AGAIN_LATER = 1013;

const NOT_READY = failureAnswer({
  code: 'unavailable',
  message: 'The service cannot keep anything just now. Try again soon.',
  retryAfter: 2_000,
});

/** The one who listens: HTTP, sockets and files on one port. */
export class Server implements Audience {
  readonly #app: TemplatedApp = uWS.App();
  readonly #connections = new Set<Connection>();
  #listening: us_listen_socket | undefined;
  #serving = false;
  #able = true;

  /** How many sockets are open. */
  get connections(): number {
    return this.#connections.size;
  }

  publish(room: string, frame: string): void {
    this.#app.publish(room, frame);
  }

  /**
   * Serves, and resolves with the port when ready.
   * @throws when the address can't be listened on.
   */
  listen(host: string, port: number, context: ServerContext): Promise<number> {
    this.#addSocket(context);
    this.#addProbes(context);
    addRoutes(this.#app, context);
    this.#addAssets(context.assets);
    // The typings know neither these four arguments nor the constant.
    const listenAt = this.#app.listen.bind(this.#app) as unknown as ListenAt;
    return new Promise((resolve, reject) => {
      listenAt(host, port, EXCLUSIVE_PORT, (listening) => {
        if (!listening) {
          reject(new Error(`Address ${host}, port ${port} is not free. Choose another: --port.`));
          return;
        }
        this.#listening = listening;
        this.#serving = true;
        resolve(uWS.us_socket_local_port(listening));
      });
    });
  }

  /** Whether anything can be kept just now. */
  set able(able: boolean) {
    this.#able = able;
  }

  /** Whether rooms can be served: what `/readyz` says, and whether new sockets are taken. */
  get ready(): boolean {
    return this.#serving && this.#able;
  }

  /** Closes all sockets, as the end of the process would; clients come back. */
  drop(reason: string): void {
    for (const { socket } of [...this.#connections]) socket?.close(TRY_AGAIN_LATER, reason);
  }

  /**
   * Takes nothing new, tells everyone to come back within `retryIn` ms, and sends them away over the
   * first half of that. Commands are served until a connection is closed.
   * @returns resolves when all are sent away.
   */
  drain(retryIn: number, clock: Clock): Promise<void> {
    this.#serving = false;
    if (this.#listening) uWS.us_listen_socket_close(this.#listening);
    this.#listening = undefined;
    const frame = JSON.stringify({ type: 'drain', retryIn });
    for (const { socket } of this.#connections) socket?.send(frame);
    const close = ({ socket }: Connection) =>
      socket?.close(CLOSE.drain, 'The service is about to stop. Come back soon.');
    return sendAway(this.#connections, retryIn / 2, close, clock, Math.random);
  }

  /** Lets go of everything that is still open. */
  close(): void {
    this.#app.close();
  }

  #addSocket(context: ServerContext): void {
    const { limits } = context.rooms.settings;
    this.#app.ws<Connection>(SOCKET_PATH, {
      maxPayloadLength: HARD_FRAME_FACTOR * limits.frameBytes,
      idleTimeout: IDLE_SECONDS,
      sendPingsAutomatically: true,
      maxBackpressure: context.backlogBytes,
      // Else uWebSockets drops frames in silence, which would break the log's promise [W11].
      closeOnBackpressureLimit: 1,
      compression: uWS.DISABLED,
      upgrade: (res, req, upgrade) => {
        const offered = req.getHeader('sec-websocket-protocol');
        const protocols = offered.split(',').map((one) => one.trim());
        if (!protocols.includes(SUBPROTOCOL)) {
          respond(res, WRONG_PROTOCOL);
        } else if (!this.ready) {
          respond(res, NOT_READY);
        } else if (!context.origins.allow(req.getHeader('origin'), req.getHeader('host'))) {
          respond(res, FOREIGN_ORIGIN);
        } else {
          const connection: Connection = { address: addressOf(res, req, context.trustProxy) };
          const key = req.getHeader('sec-websocket-key');
          const extensions = req.getHeader('sec-websocket-extensions');
          res.upgrade(connection, key, SUBPROTOCOL, extensions, upgrade);
        }
      },
      open: (ws) => {
        const connection = ws.getUserData();
        connection.socket = new UwsSocket(ws);
        const visitor = context.visitors.at(connection.address);
        connection.session = new Session(connection.socket, visitor, context);
        this.#connections.add(connection);
      },
      message: (ws: WebSocket<Connection>, message, isBinary) => {
        const { session } = ws.getUserData();
        if (isBinary) session?.binary();
        // Decoded at once: the message is uWebSockets' own memory and gone when this returns.
        else session?.text(Buffer.from(message).toString(), message.byteLength);
      },
      close: (ws) => {
        const connection = ws.getUserData();
        this.#connections.delete(connection);
        connection.socket?.gone();
        connection.session?.end();
      },
    });
  }

  #addProbes(context: ServerContext): void {
    const probe = (path: string, passes: () => boolean) => {
      const answer = (head: boolean) => (res: HttpResponse) =>
        respond(res, passes() ? PASSED : FAILED, head);
      this.#app.get(path, answer(false)).head(path, answer(true));
    };
    probe('/healthz', () => true);
    probe('/readyz', () => this.ready);
    this.#app.get('/metrics', (res) => {
      let aborted = false;
      res.onAborted(() => {
        aborted = true;
      });
      context.metrics().then((answer) => aborted || respond(res, answer), context.report);
    });
  }

  #addAssets(assets: Assets): void {
    this.#app.any('/*', (res, req) => {
      const method = req.getMethod();
      const accepts = req.getHeader('accept-encoding');
      const answer = assets.get(req.getUrl(), accepts, req.getHeader('if-none-match'));
      const served = method === 'get' || method === 'head' ? answer : undefined;
      respond(res, served ?? NOT_FOUND, method === 'head');
    });
  }
}
