import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** What a lean socket tells. A frame's bytes lie from `start` to `end`, during the call only. */
export interface LeanListener {
  frame(bytes: Buffer, start: number, end: number): void;
  /** The connection is gone. */
  closed(): void;
}

const TEXT = 1;
const PING = 9;
const NOTHING = Buffer.alloc(0);
/** An empty pong. A mask of zeros: the framing wants one, nobody here needs it. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
/** One for all sockets of the process: what was read is looked at before anything else is read. */
const SHARED = Buffer.allocUnsafe(256 * 1024);

/**
 * A WebSocket that costs as little as Node allows, so that a thousand readers leave the machine to
 * the service they measure: no decoding, no events, no copy unless a frame comes in pieces.
 */
export class LeanSocket {
  readonly #listener: LeanListener;
  readonly #socket: Socket;
  #rest: Buffer = NOTHING;
  #upgraded: (() => void) | undefined;

  private constructor(url: URL, listener: LeanListener, upgraded: () => void) {
    this.#listener = listener;
    this.#upgraded = upgraded;
    this.#socket = connect({
      host: url.hostname,
      port: Number(url.port),
      noDelay: true,
      onread: {
        buffer: SHARED,
        callback: (count) => {
          this.#read(count);
          return true;
        },
      },
    });
    this.#socket.on('error', () => {});
    this.#socket.once('close', () => listener.closed());
  }

  /** Opens one. Rejects when the service doesn't upgrade. */
  static async open(url: string, listener: LeanListener): Promise<LeanSocket> {
    const at = new URL(url);
    return new Promise((resolve, reject) => {
      const lean = new LeanSocket(at, listener, () => resolve(lean));
      lean.#socket.once('close', () => reject(new Error('the service did not upgrade')));
      lean.#socket.write(
        [
          'GET /v1/socket HTTP/1.1',
          `Host: ${at.host}`,
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
          'Sec-WebSocket-Protocol: roomlet.v1',
          '\r\n',
        ].join('\r\n'),
      );
    });
  }

  send(frame: object): void {
    const body = Buffer.from(JSON.stringify(frame));
    const long = body.length > 125;
    const head = Buffer.alloc(long ? 8 : 6);
    head[0] = 0x80 | TEXT;
    head[1] = 0x80 | (long ? 126 : body.length);
    if (long) head.writeUInt16BE(body.length, 2);
    this.#socket.write(Buffer.concat([head, body]));
  }

  /** Drops the connection as a lost link does: no close frame. */
  drop(): void {
    this.#socket.destroy();
  }

  #read(count: number): void {
    const whole = this.#rest.length === 0;
    const bytes = whole ? SHARED : Buffer.concat([this.#rest, SHARED.subarray(0, count)]);
    const end = whole ? count : bytes.length;
    let at = 0;
    if (this.#upgraded) {
      at = this.#readHead(bytes, end);
    }
    while (!this.#upgraded) {
      const next = this.#readFrame(bytes, at, end);
      if (next === at) break;
      at = next;
    }
    this.#rest = at === end ? NOTHING : Buffer.from(bytes.subarray(at, end));
  }

  /** @returns where the answer to the upgrade ends, or 0 when that is still to come. */
  #readHead(bytes: Buffer, end: number): number {
    const head = bytes.toString('latin1', 0, end);
    const length = head.indexOf('\r\n\r\n') + 4;
    if (length < 4) return 0;
    if (!head.startsWith('HTTP/1.1 101')) {
      this.drop();
      return end;
    }
    this.#upgraded?.();
    this.#upgraded = undefined;
    return length;
  }

  /** @returns where the frame at `at` ends, or `at` when that is still to come. */
  #readFrame(bytes: Buffer, at: number, end: number): number {
    if (end - at < 10 && end - at < 2 + ((bytes[at + 1] ?? 0) & 127)) return at;
    let length = (bytes[at + 1] ?? 0) & 127;
    let head = 2;
    if (length === 126) {
      head = 4;
      length = bytes.readUInt16BE(at + 2);
    } else if (length === 127) {
      head = 10;
      length = bytes.readUInt32BE(at + 6);
    }
    const start = at + head;
    if (end - start < length) return at;
    const opcode = (bytes[at] ?? 0) & 15;
    if (opcode === TEXT) this.#listener.frame(bytes, start, start + length);
    else if (opcode === PING) this.#socket.write(PONG);
    return start + length;
  }
}
