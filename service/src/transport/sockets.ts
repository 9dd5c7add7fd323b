import uWS, { type HttpRequest, type HttpResponse, type TemplatedApp } from 'uWebSockets.js';
import { CLOSE, SOCKET_PATH, SUBPROTOCOL } from '@roomlet/sdk/protocol';
import type { Clock } from '../room/clock.js';
import { failureFor } from '../session/failure.js';
import { Session, type SessionContext } from '../session/session.js';
import type { Visitors } from '../session/visitors.js';
import type { Connections, Place } from './connections.js';
import { sendAway } from './drain.js';
import { type Answer, failureAnswer, respond } from './exchange.js';
import type { Sources } from './sources.js';
import { UwsSocket } from './uws-socket.js';

/**
 * uWebSockets cuts a connection whose frame is over its own limit without a word. So its limit is
 * above the contract's 4, and the session can still say why [W1]. Not far above: the whole length
 * that a frame announces is set aside for it, however little of it ever comes.
 */
const HARD_FRAME_FACTOR = 5;

/** Seconds without a sign after which a connection is closed; it is pinged before [W12]. */
const IDLE_SECONDS = 60;

/** A code of WebSocket's own registry, on which clients reconnect [W13]. */
const TRY_AGAIN_LATER = 1013;

const WRONG_PROTOCOL = failureAnswer({
  code: 'bad_request',
  message: `Offer ${SUBPROTOCOL} among the subprotocols.`,
});

const NO_UPGRADE = failureAnswer({
  code: 'bad_request',
  message: `Open a WebSocket here: send "Upgrade: websocket" and offer ${SUBPROTOCOL}.`,
});

const NOT_READY = failureAnswer({
  code: 'unavailable',
  message: 'The service cannot keep anything just now. Try again soon.',
  retryAfter: 2_000,
});

export interface SocketsContext extends SessionContext {
  readonly visitors: Visitors;
  readonly sources: Sources;
  readonly connections: Connections;
  /** Bytes a slow reader may fall behind. */
  readonly backlogBytes: number;
  /** Whether rooms can be served just now. */
  isReady(): boolean;
  /** Told when a connection is over: uWebSockets tells its filters of plain ones only. */
  onClose(): void;
}

interface Connection {
  readonly address: string;
  readonly place: Place;
  session?: Session;
  socket?: UwsSocket<Connection>;
}

/** The WebSocket connections. */
export class Sockets {
  readonly #open = new Set<Connection>();

  /** How many are open. */
  get size(): number {
    return this.#open.size;
  }

  add(app: TemplatedApp, context: SocketsContext): void {
    const { limits } = context.rooms.settings;
    app.ws<Connection>(SOCKET_PATH, {
      maxPayloadLength: HARD_FRAME_FACTOR * limits.frameBytes,
      idleTimeout: IDLE_SECONDS,
      sendPingsAutomatically: true,
      maxBackpressure: context.backlogBytes,
      // Else uWebSockets drops frames in silence, which would break the log's promise [W11].
      closeOnBackpressureLimit: 1,
      compression: uWS.DISABLED,
      upgrade: (res, req, upgrade) => {
        const admitted = admit(res, req, context);
        if ('status' in admitted) {
          respond(res, admitted, { isLast: true });
          return;
        }
        const key = req.getHeader('sec-websocket-key');
        const extensions = req.getHeader('sec-websocket-extensions');
        res.upgrade(admitted, key, SUBPROTOCOL, extensions, upgrade);
      },
      open: (ws) => {
        const connection = ws.getUserData();
        connection.socket = new UwsSocket(ws, connection.place);
        connection.place.onEvict(() =>
          connection.socket?.close(CLOSE.noJoin, 'Too many wait to join a room. Come back soon.'),
        );
        const visitor = context.visitors.at(connection.address);
        connection.session = new Session(connection.socket, visitor, context);
        this.#open.add(connection);
      },
      message: (ws, message, isBinary) => {
        const { session } = ws.getUserData();
        if (isBinary) session?.binary();
        // Decoded at once: the message is uWebSockets' own memory and gone when this returns.
        else session?.text(Buffer.from(message).toString(), message.byteLength);
      },
      close: (ws) => {
        const connection = ws.getUserData();
        this.#open.delete(connection);
        connection.socket?.gone();
        connection.session?.end();
        context.onClose();
      },
    });
    // uWebSockets passes on what asks for no upgrade.
    app.get(SOCKET_PATH, (res) => respond(res, NO_UPGRADE));
  }

  /** Closes all, as the end of the process would; clients come back. */
  drop(reason: string): void {
    for (const { socket } of [...this.#open]) socket?.close(TRY_AGAIN_LATER, reason);
  }

  /** Tells all to come back within `retryIn` ms, and sends them away over the first half of that. */
  drain(retryIn: number, clock: Clock): Promise<void> {
    const frame = JSON.stringify({ type: 'drain', retryIn });
    for (const { socket } of this.#open) socket?.send(frame);
    const close = ({ socket }: Connection) =>
      socket?.close(CLOSE.drain, 'The service is about to stop. Come back soon.');
    return sendAway(this.#open, retryIn / 2, close, clock, Math.random);
  }
}

/** The connection that an upgrade makes, or the answer that it gets instead. */
function admit(
  res: HttpResponse,
  req: HttpRequest,
  { sources, connections, isReady, report }: SocketsContext,
): Connection | Answer {
  const offered = req.getHeader('sec-websocket-protocol');
  const protocols = offered.split(',').map((one) => one.trim());
  if (!protocols.includes(SUBPROTOCOL)) return WRONG_PROTOCOL;
  if (!isReady()) return NOT_READY;
  const { address, refusal } = sources.of(res, req);
  if (refusal) return refusal;
  try {
    return { address, place: connections.enter(address) };
  } catch (error) {
    return failureAnswer(failureFor(error, report));
  }
}
