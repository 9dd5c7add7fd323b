import uWS, { type TemplatedApp, type us_listen_socket } from 'uWebSockets.js';
import type { Audience } from '../room/audience.js';
import type { Clock } from '../room/clock.js';
import { respond } from './exchange.js';
import { Figures, type FiguresContext } from './figures.js';
import { addFiles, type FilesContext, NOT_FOUND } from './files.js';
import { Listening, listenOn } from './listening.js';
import { Overflow } from './overflow.js';
import { Probes } from './probes.js';
import { addRoutes, type RoutesContext } from './routes.js';
import { Sockets, type SocketsContext } from './sockets.js';

/** Said by the server itself, so not by those who start it. */
type OwnPart = 'isReady' | 'isCrowded' | 'onClose';

export interface ServerContext
  extends Omit<RoutesContext & SocketsContext & FilesContext, OwnPart> {
  readonly figures: FiguresContext;
  /** Where the figures and the probes have a port of their own; undefined: nowhere. */
  readonly figuresAt: { readonly host: string; readonly port: number } | undefined;
  /** Connections of all kinds that there may be at a time. */
  readonly mostConnections: number;
  /** Told each time there are as many. */
  onFull(connections: number): void;
}

// Tells the world which software to look for holes in.
(uWS as unknown as { _cfg(key: 'silent'): void })._cfg('silent');

/** The end of the wire in the service: HTTP, sockets and files on one port. */
export class Server implements Audience {
  readonly #app: TemplatedApp = uWS.App();
  readonly #figuresApp: TemplatedApp = uWS.App();
  readonly #sockets = new Sockets();
  #listening: Listening | undefined;
  #figuresSocket: us_listen_socket | undefined;
  #serving = false;
  #able = true;

  /** How many sockets are open. */
  get connections(): number {
    return this.#sockets.size;
  }

  publish(room: string, frame: string): void {
    this.#app.publish(room, frame);
  }

  /**
   * Serves, and resolves with the port when ready.
   * @throws when the address can't be listened on.
   */
  async listen(host: string, port: number, context: ServerContext): Promise<number> {
    const own = {
      isReady: () => this.ready,
      isCrowded: () => listening.crowded,
      onClose: () => listening.left(),
    };
    const whole = { ...context, ...own };
    const probes = new Probes(own.isReady);
    const figures = new Figures(context.figures);
    const listening = new Listening({
      app: this.#app,
      host,
      port,
      most: context.mostConnections,
      overflow: new Overflow((path) => probes.answer(path)),
      mayConnect: (peer) => context.sources.isProxy(peer) || context.connections.mayConnect(peer),
      onFull: context.onFull,
    });
    this.#sockets.add(this.#app, whole);
    probes.add(this.#app);
    figures.add(this.#app, false);
    addRoutes(this.#app, whole);
    addFiles(this.#app, whole);
    if (context.figuresAt) {
      probes.add(this.#figuresApp);
      figures.add(this.#figuresApp, true);
      this.#figuresApp.any('/*', (res) => respond(res, NOT_FOUND));
      const { host, port } = context.figuresAt;
      this.#figuresSocket = await listenOn(this.#figuresApp, host, port);
      if (!this.#figuresSocket)
        throw new Error(`Address ${host}, port ${port} is not free. Choose another: --metrics.`);
    }
    this.#listening = listening;
    const bound = await listening.open();
    this.#serving = true;
    return bound;
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
    this.#sockets.drop(reason);
  }

  /**
   * Takes nothing new, tells everyone to come back within `retryIn` ms, and sends them away over the
   * first half of that. Commands are served until a connection is closed.
   * @returns resolves when all are sent away.
   */
  drain(retryIn: number, clock: Clock): Promise<void> {
    this.#serving = false;
    this.#listening?.close();
    if (this.#figuresSocket) uWS.us_listen_socket_close(this.#figuresSocket);
    this.#figuresSocket = undefined;
    return this.#sockets.drain(retryIn, clock);
  }

  /** Lets go of everything that is still open. */
  close(): void {
    this.#app.close();
    this.#figuresApp.close();
  }
}
