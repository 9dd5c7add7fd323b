import { request } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';

export interface Reply {
  readonly type: string;
  readonly id?: number;
  readonly code?: string;
  readonly retryAfter?: number;
  readonly [field: string]: unknown;
}

/** A connection with as little to it as a load needs. */
export class LeanClient {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #id = 0;
  closed = false;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('error', () => {});
    socket.on('message', (body) => this.#receive(String(body)));
    socket.on('close', () => {
      this.closed = true;
      for (const [id, settle] of this.#waiting) settle({ type: 'closed', id });
      this.#waiting.clear();
    });
  }

  /** @returns undefined when the service doesn't let it in. */
  static open(url: string, address: string): Promise<LeanClient | undefined> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/socket`, ['roomlet.v1'], {
      headers: { 'x-forwarded-for': address },
      perMessageDeflate: false,
    });
    const client = new LeanClient(socket);
    return new Promise((resolve) => {
      socket.once('open', () => resolve(client));
      socket.once('close', () => resolve(undefined));
    });
  }

  command(frame: object): Promise<Reply> {
    this.#id += 1;
    const id = this.#id;
    if (this.closed) return Promise.resolve({ type: 'closed', id });
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, ...frame }));
    });
  }

  /** Several commands in one packet, so that all are read before any is answered. */
  atOnce(frames: readonly object[]): Promise<Reply[]> {
    const stream = (this.#socket as unknown as { _socket: Socket })._socket;
    stream.cork();
    const replies = frames.map((frame) => this.command(frame));
    stream.uncork();
    return Promise.all(replies);
  }

  drop(): void {
    this.#socket.terminate();
  }

  #receive(frame: string): void {
    const id = Number(/^\{"type":"(?:ok|error)","id":(\d+)/.exec(frame)?.[1]);
    const settle = this.#waiting.get(id);
    if (!settle) return;
    this.#waiting.delete(id);
    settle(JSON.parse(frame) as Reply);
  }
}

/** A client that must get in: the figures begin with a few. */
export async function enter(url: string, address: string): Promise<LeanClient> {
  const client = await LeanClient.open(url, address);
  if (!client) throw new Error(`${address} was not let in.`);
  return client;
}

export interface Room {
  readonly code: string;
  readonly hostToken: string;
}

export function makeRoom(url: string, address: string, body: object = {}): Promise<Room> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
    const asked = request(`${url}/v1/rooms`, { method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        const made = JSON.parse(text) as { facts?: { code: string }; hostToken: string };
        if (made.facts) resolve({ code: made.facts.code, hostToken: made.hostToken });
        else reject(new Error(text));
      });
    });
    asked.on('error', reject).end(JSON.stringify(body));
  });
}

/** Fills a room with messages of a seat, some hundred at a time. */
export async function fill(
  client: LeanClient,
  room: string,
  { count, text }: { readonly count: number; readonly text: string },
): Promise<void> {
  for (let sent = 0; sent < count; sent += 200) {
    const some = Math.min(200, count - sent);
    const replies = await Promise.all(
      Array.from({ length: some }, (_, n) =>
        client.command({ type: 'send', room, key: `fill-${sent + n}`, text }),
      ),
    );
    const failed = replies.find(({ type }) => type !== 'ok');
    if (failed) throw new Error(`The room could not be filled: ${JSON.stringify(failed)}`);
  }
}
