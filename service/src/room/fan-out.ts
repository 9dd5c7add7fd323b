import { PRESENCE_CROWD, type Signal } from '@roomlet/sdk/protocol';
import type { Audience, Link } from './audience.js';
import { eventFrame, signalFrame } from './frames.js';
import type { Links } from './links.js';
import type { RoomState } from './state.js';

/** The way from a room to everybody on this node who is to hear: each push is encoded once. */
export class FanOut {
  readonly #state: RoomState;
  readonly #links: Links;
  readonly #audience: Audience;

  constructor(state: RoomState, links: Links, audience: Audience) {
    this.#state = state;
    this.#links = links;
    this.#audience = audience;
  }

  event(json: string): void {
    const { code } = this.#state.record;
    this.#audience.publish(code, eventFrame(code, json));
  }

  /** Tells a signal to the hosts only. */
  toHosts(signal: Signal): void {
    const frame = signalFrame(this.#state.record.code, signal);
    for (const host of this.#state.hosts) {
      for (const link of this.#links.of(host)) link.send(frame);
    }
  }

  /** @param from the connection that made it: it knows. */
  signal(signal: Signal, from?: Link): void {
    const { code } = this.#state.record;
    const frame = signalFrame(code, signal);
    if (signal.kind === 'read' && this.#state.seats.size > PRESENCE_CROWD) {
      // In a crowd a read position is for one's other tabs only: else each is told of everyone's.
      for (const link of this.#links.of(signal.member)) if (link !== from) link.send(frame);
    } else if (from && this.#links.seatOf(from) !== undefined) {
      from.publish(code, frame);
    } else {
      // Whoever made it may be gone by now; the others are told all the same.
      this.#audience.publish(code, frame);
    }
  }
}
