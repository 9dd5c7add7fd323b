/** As much of a WebSocket as the SDK uses. The browsers', Node's and `ws`'s fit. */
export interface SocketLike {
  send(text: string): void;
  close(code?: number): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number }) => void): void;
}

export type WebSocketLike = new (url: string, protocol: string) => SocketLike;
