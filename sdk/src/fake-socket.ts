import type { SocketLike } from './socket.js';

/** The service's end of a socket in memory. */
export interface FakeSocket {
  /** Set by whoever plays the service: a frame came in, or the client's end closed. */
  received: (text: string) => void;
  gone: () => void;
  /** Accepts the connection; till then the client's end is connecting. */
  accept(): void;
  send(frame: object | string): void;
  /** Closes, or refuses; 1006 is a cut cable. What was sent before still arrives. */
  close(code?: number): void;
  /** Neither end hears of the other any more, and neither is told: a half-open link. */
  freeze(): void;
}

/** The two ends of a socket in memory. Deliveries keep their order and never happen at once. */
export function createSocketPair(): readonly [SocketLike, FakeSocket] {
  let frozen = false;
  let over = false;
  const later = (run: () => void) =>
    queueMicrotask(() => {
      if (!frozen) run();
    });
  const client: SocketLike = {
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    send: (text) => later(() => service.received(text)),
    close(code = 1005) {
      if (over) return;
      over = true;
      later(() => {
        service.gone();
        client.onclose?.({ code } as never);
      });
    },
  };
  const service: FakeSocket = {
    received: () => {},
    gone: () => {},
    accept: () => later(() => client.onopen?.({} as never)),
    send(frame) {
      const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
      later(() => client.onmessage?.({ data: text } as never));
    },
    close(code = 1006) {
      if (over) return;
      over = true;
      later(() => client.onclose?.({ code } as never));
    },
    freeze() {
      frozen = true;
    },
  };
  return [client, service];
}
