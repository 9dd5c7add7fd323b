import { WebSocket } from 'ws';
import { Audit } from './audit.js';
import type { Committed, Failure, Frame, Joined, Page } from './frames.js';

export interface OpenOptions {
  /** The Origin header; absent by default, as with anything that isn't a browser. */
  origin?: string;
  /** Subprotocols offered. */
  protocols?: string[];
  headers?: Record<string, string>;
  /** The loopback address to come from: limits are counted per address. */
  localAddress?: string;
}

/** The service refused to open a WebSocket. */
export class Refusal extends Error {
  constructor(readonly status: number) {
    super(`refused with ${status}`);
  }
}

const DEADLINE = 8_000;

interface Waiter {
  matches: (frame: Frame) => boolean;
  resolve: (frame: Frame) => void;
}

/** A WebSocket and nothing more: it keeps what it gets, in order, and knows no state. */
export class BareClient {
  readonly frames: Frame[] = [];
  /** Settles with the close code; 1006 when the connection just dropped. */
  readonly closed: Promise<number>;
  readonly socket: WebSocket;
  readonly #audit = new Audit();
  readonly #waiters = new Set<Waiter>();
  #id = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('error', () => {});
    // One listener per frame that is waited for.
    socket.setMaxListeners(0);
    this.closed = new Promise((resolve) => socket.once('close', (code) => resolve(code)));
    socket.on('message', (body, isBinary) => this.#receive(isBinary, String(body)));
  }

  /** @throws {Refusal} when the service doesn't upgrade. */
  static async open(url: string, options: OpenOptions = {}): Promise<BareClient> {
    const { protocols = ['roomlet.v1'], ...rest } = options;
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/socket`, protocols, {
      ...rest,
      perMessageDeflate: false,
    });
    const client = new BareClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('unexpected-response', (request, response) => {
        reject(new Refusal(response.statusCode ?? 0));
        request.destroy();
      });
      socket.once('error', reject);
    });
    return client;
  }

  /** Sends a frame, or any text or bytes as they are. */
  send(frame: object | string | Buffer): void {
    if (typeof frame === 'string' || Buffer.isBuffer(frame)) {
      this.#audit.sent(parse(String(frame)));
      this.socket.send(frame);
    } else {
      this.#audit.sent(frame);
      this.socket.send(JSON.stringify(frame));
    }
  }

  /** Sends one frame in as many fragments as there are parts. */
  fragments(...parts: string[]): void {
    this.#audit.sent(parse(parts.join('')));
    parts.forEach((part, index) => {
      this.socket.send(part, { fin: index === parts.length - 1 });
    });
  }

  nextId(): number {
    return ++this.#id;
  }

  /** Sends a command under a fresh id, or its own, and gives its reply. */
  async command(frame: object): Promise<Frame> {
    const id = this.nextId();
    const from = this.frames.length;
    this.send({ id, ...frame });
    const sentId = (frame as { id?: number }).id ?? id;
    return this.frame((seen) => seen.id === sentId && isReply(seen), from);
  }

  /** What the ok to a command carries. */
  async ok<T>(frame: object): Promise<T> {
    const reply = await this.command(frame);
    if (reply.type !== 'ok') throw new Error(`${JSON.stringify(frame)} → ${JSON.stringify(reply)}`);
    return reply as unknown as T;
  }

  /** The error a command gets. */
  async refused(frame: object): Promise<Failure> {
    const reply = await this.command(frame);
    if (reply.type !== 'error') {
      throw new Error(`an error was due: ${JSON.stringify(frame)} → ${JSON.stringify(reply)}`);
    }
    return reply as unknown as Failure;
  }

  join(room: string, fields: object = { name: 'Ana' }): Promise<Joined> {
    return this.ok({ type: 'join', room, ...fields });
  }

  post(room: string, text: string, key: string): Promise<Committed> {
    return this.ok({ type: 'send', room, key, text });
  }

  history(room: string, range: object = {}): Promise<Page> {
    return this.ok({ type: 'history', room, ...range });
  }

  /** Resolves when everything sent to this client before has arrived: replies keep their order. */
  async settled(): Promise<void> {
    await this.command({ type: 'ping' });
  }

  /** The first frame from position `from` on that matches, come or to come. */
  frame(matches: (frame: Frame) => boolean, from = 0): Promise<Frame> {
    const seen = this.frames.slice(from).find(matches);
    if (seen) return Promise.resolve(seen);
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { matches, resolve: (frame) => settle(() => resolve(frame)) };
      const fail = (why: string) => () =>
        settle(() => reject(new Error(`${why}; last frames: ${this.#tail()}`)));
      const timer = setTimeout(fail('no such frame in time'), DEADLINE);
      const onClose = fail('closed before such a frame');
      const settle = (then: () => void): void => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        this.socket.off('close', onClose);
        then();
      };
      this.#waiters.add(waiter);
      if (this.socket.readyState === WebSocket.CLOSED) onClose();
      else this.socket.once('close', onClose);
    });
  }

  /** The push of the event that matches. */
  event(room: string, matches: (event: NonNullable<Frame['event']>) => boolean): Promise<Frame> {
    return this.frame(
      (frame) => frame.room === room && frame.event !== undefined && matches(frame.event),
    );
  }

  /** Seqs of the events pushed so far. */
  pushedSeqs(room: string): number[] {
    return this.frames.flatMap((frame) =>
      frame.room === room && frame.event ? [frame.event.seq] : [],
    );
  }

  /** Closes as a browser tab does. */
  async close(): Promise<number> {
    this.socket.close(1000);
    return this.closed;
  }

  /** Drops the connection as a lost link does: no close frame. */
  async drop(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }

  #receive(isBinary: boolean, body: string): void {
    const frame = (isBinary ? undefined : parse(body)) as Frame | undefined;
    if (frame === undefined) throw new Error('the service sent what is not JSON in a text frame');
    this.#audit.received(frame);
    this.frames.push(frame);
    for (const waiter of [...this.#waiters]) if (waiter.matches(frame)) waiter.resolve(frame);
  }

  #tail(): string {
    return JSON.stringify(this.frames.slice(-3)).slice(0, 600);
  }
}

function isReply(frame: Frame): boolean {
  return frame.type === 'ok' || frame.type === 'error';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
