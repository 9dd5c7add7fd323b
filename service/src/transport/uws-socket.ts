import type { WebSocket } from 'uWebSockets.js';
import type { Socket } from '../session/socket.js';
import type { Place } from './connections.js';

/** A uWebSockets socket that may be called after its end, when its own methods would throw. */
export class UwsSocket<T> implements Socket {
  #ws: WebSocket<T> | undefined;
  readonly #place: Place;

  constructor(ws: WebSocket<T>, place: Place) {
    this.#ws = ws;
    this.#place = place;
  }

  send(frame: string): void {
    this.#ws?.send(frame);
  }

  close(code: number, reason: string): void {
    this.#ws?.end(code, reason);
  }

  subscribe(topic: string): void {
    if (!this.#ws) return;
    // Only a connection with a seat listens to a room.
    this.#place.joined();
    this.#ws.subscribe(topic);
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
    this.#place.leave();
  }
}
