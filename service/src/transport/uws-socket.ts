import type { WebSocket } from 'uWebSockets.js';
import type { Socket } from '../session/socket.js';

/** A uWebSockets socket that may be called after its end, when its own methods would throw. */
export class UwsSocket<T> implements Socket {
  #ws: WebSocket<T> | undefined;

  constructor(ws: WebSocket<T>) {
    this.#ws = ws;
  }

  send(frame: string): void {
    this.#ws?.send(frame);
  }

  close(code: number, reason: string): void {
    this.#ws?.end(code, reason);
  }

  subscribe(topic: string): void {
    this.#ws?.subscribe(topic);
  }

  unsubscribe(topic: string): void {
    this.#ws?.unsubscribe(topic);
  }

  publish(topic: string, frame: string): void {
    this.#ws?.publish(topic, frame);
  }

  /** uWebSockets has let go of it. */
  gone(): void {
    this.#ws = undefined;
  }
}
