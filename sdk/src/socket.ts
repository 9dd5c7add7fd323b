/**
 * As much of a WebSocket as the SDK uses: the browsers', Node's and `ws`'s fit. What it sets gets
 * the events of these names; `message` has `data`, `close` has `code`.
 */
export interface SocketLike {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export type WebSocketLike = new (url: string, protocol: string) => SocketLike;
