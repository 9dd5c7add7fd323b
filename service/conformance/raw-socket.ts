import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** A TCP connection that became a WebSocket and then writes any bytes it likes. */
export class RawSocket {
  /** Settles when the other end is gone. */
  readonly ended: Promise<void>;

  private constructor(readonly socket: Socket) {
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => {});
  }

  static async upgrade(url: string): Promise<RawSocket> {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    const raw = new RawSocket(socket);
    socket.write(
      [
        'GET /v1/socket HTTP/1.1',
        `Host: ${host}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        'Sec-WebSocket-Protocol: roomlet.v1',
        '\r\n',
      ].join('\r\n'),
    );
    await new Promise<void>((resolve, reject) => {
      socket.once('data', (head) =>
        String(head).startsWith('HTTP/1.1 101') ? resolve() : reject(new Error(String(head))),
      );
    });
    socket.resume();
    return raw;
  }

  write(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** Sends a text frame of up to 125 bytes. */
  text(frame: object): void {
    const body = Buffer.from(JSON.stringify(frame));
    // A mask of zeros: the framing wants one, nobody here needs it.
    this.write(Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body]));
  }
}
