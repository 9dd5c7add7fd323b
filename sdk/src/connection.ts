import type { Clock } from './clock.js';
import {
  type ConnectionEvent,
  type ConnectionState,
  type Running,
  type Status,
  statusOf,
  step,
} from './connection-state.js';
import type { Off } from './emitter.js';
import { RoomletError, unreachable } from './errors.js';
import { readFrame } from './guards.js';
import type { Command } from './protocol/command.js';
import type { Pong, Push } from './protocol/push.js';
import type { SocketLike } from './socket.js';

type Unnumbered<C> = C extends { id: number } ? Omit<C, 'id'> : never;
/** A command that gets a reply; the connection gives it its id. */
export type Ask = Unnumbered<Command>;
/** What `ok` carries, or the error. When the connection is lost first, that is `unavailable`. */
export type Answer = RoomletError | object;
/** Called exactly once, in the order replies come, before any later frame is seen. */
export type Reply = (answer: Answer) => void;
/** A push about one room. */
export type RoomPush = Extract<Push, { type: 'event' | 'signal' | 'closed' }>;

export interface Connection {
  readonly state: ConnectionState;
  readonly status: Status;
  dispatch(event: ConnectionEvent): void;
  ask(command: Ask, reply: Reply): void;
  /** Sends if the connection is up; else it is as if it had been lost on the way. */
  tell(frame: Command): void;
}

/** What the owner of a connection is told. */
export interface ConnectionListener {
  /** The status changed; when it no longer is `connected`, before owed replies are called. */
  moved(status: Status): void;
  pushed(frame: RoomPush): void;
  /** A ping was answered, or wasn't. */
  ponged(answer: Partial<Pong>): void;
}

/**
 * The driver: does what the transitions say to a real socket and a real timer, and decides nothing.
 * @param dial makes a socket; may throw.
 */
export function createConnection(
  dial: () => SocketLike,
  clock: Clock,
  random: () => number,
  listener: ConnectionListener,
): Connection {
  let state: ConnectionState = { at: 'idle' };
  let status: Status = 'disconnected';
  let socket: SocketLike | undefined;
  let timer: Off | undefined;
  let lastId = 0;
  const replies = new Map<number | undefined, Reply>();

  function dispatch(event: ConnectionEvent): void {
    const before = state;
    const now = clock.now();
    const [next, effect] = step(before, event, now, random);
    if (next === before) return;
    state = next;
    // A wait that goes on keeps its timer: set anew, it would last as long as the clock has jumped.
    const { due } = next as Partial<Running>;
    if (due !== (before as Partial<Running>).due) {
      timer?.();
      if (due) timer = clock.after(due - now, () => dispatch({ type: 'due' }));
    }
    if (effect === 'ping') ping();
    else if (effect) {
      const dropped = socket;
      socket = undefined;
      dropped?.close(1000);
      if (effect === 'open') open();
    }
    const was = status;
    status = statusOf(next);
    if (status === was) return;
    listener.moved(status);
    if (was === 'connected') {
      for (const reply of replies.values()) reply(unreachable());
      replies.clear();
    }
  }

  function open(): void {
    let opened: SocketLike;
    try {
      opened = dial();
    } catch {
      // Refused by the page's policy, say. The state's own timer tries again.
      return;
    }
    socket = opened;
    // A dropped socket may go on talking; nobody listens. It keeps its listeners, 'error' above
    // all, because `ws` throws when nobody listens to that.
    opened.onerror = () => {};
    opened.onopen = () => {
      if (socket === opened) dispatch({ type: 'opened' });
    };
    opened.onclose = ({ code }: { code: number }) => {
      if (socket === opened) dispatch({ type: 'lost', code });
    };
    opened.onmessage = (message: { data: unknown }) => {
      if (socket !== opened) return;
      dispatch({ type: 'heard' });
      receive(message.data);
    };
  }

  function receive(text: unknown): void {
    const frame = readFrame(text);
    if (!frame) return;
    if (frame.type === 'drain') dispatch(frame);
    else if (frame.type === 'ok' || frame.type === 'error') {
      const { id } = frame;
      const reply = replies.get(id);
      replies.delete(id);
      reply?.(
        frame.type === 'ok' ? frame : new RoomletError(frame.code, frame.message, frame.retryAfter),
      );
    } else listener.pushed(frame);
  }

  function ping(): void {
    ask({ type: 'ping' }, (answer) => listener.ponged(answer as Partial<Pong>));
  }

  function ask(command: Ask, reply: Reply): void {
    if (status !== 'connected') reply(unreachable());
    else {
      replies.set(++lastId, reply);
      tell({ ...command, id: lastId });
    }
  }

  function tell(frame: Command): void {
    if (status === 'connected') socket?.send(JSON.stringify(frame));
  }

  return {
    get state() {
      return state;
    },
    get status() {
      return status;
    },
    dispatch,
    ask,
    tell,
  };
}
