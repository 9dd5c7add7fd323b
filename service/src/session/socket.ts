/** What a session needs of the socket under it. After the socket's end every call does nothing. */
export interface Socket {
  send(frame: string): void;
  /** @param code a close code of the contract [W13]. */
  close(code: number, reason: string): void;
  subscribe(topic: string): void;
  unsubscribe(topic: string): void;
  /** Sends a frame to all other subscribers of the topic. */
  publish(topic: string, frame: string): void;
}
