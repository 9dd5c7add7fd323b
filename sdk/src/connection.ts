import type { Clock } from './clock.js';
import {
  type ConnectionEvent,
  type ConnectionState,
  isUp,
  SILENCE,
  step,
} from './connection-state.js';
import type { Off } from './emitter.js';
import { RoomletError } from './errors.js';
import { readFrame, readPong } from './guards.js';
import { type CloseAction, closeAction } from './protocol/close-code.js';
import type { Command } from './protocol/command.js';
import { SUBPROTOCOL } from './protocol/endpoint.js';
import type { Push } from './protocol/push.js';
import type { SocketLike } from './socket.js';
import { wakes } from './wake.js';

type Unnumbered<C> = C extends { id: number } ? Omit<C, 'id'> : never;
/** A command that gets a reply; the connection gives it its id. */
export type Ask = Unnumbered<Command>;
/** A frame that gets none. */
export type Tell = Exclude<Command, { id: number }>;
/**
 * Called exactly once, in the order replies come, before any later frame is seen: with what `ok`
 * carries, or with the error. When the connection is lost first, that is `unavailable`.
 */
export type Reply = (answer: RoomletError | object) => void;

export interface Connection {
  readonly state: ConnectionState;
  dispatch(event: ConnectionEvent): void;
  ask(command: Ask, reply: Reply): void;
  /** Sends if the connection is up; else it is as if it had been lost on the way. */
  tell(frame: Tell): void;
}

/** What the owner of a connection is told, always after the connection's state has moved. */
export interface ConnectionListener {
  up(): void;
  /** Before the replies still owed are called with `unavailable`. */
  down(): void;
  /** The service closed in a way that isn't mended by reconnecting alone. */
  refused(action: Exclude<CloseAction, 'reconnect'>, code: number): void;
  pushed(frame: Push & { room: string }): void;
  heads(heads: Readonly<Record<string, number>>): void;
  moved(): void;
}

export interface ConnectionParts {
  readonly url: string;
  open(url: string, protocol: string): SocketLike;
  readonly clock: Clock;
  readonly random: () => number;
  readonly listener: ConnectionListener;
}

const lostOnTheWay = () =>
  new RoomletError(
    'unavailable',
    'The connection was lost. It comes back by itself; try again then.',
  );

/** The driver: does what the transitions say to a real socket and a real timer, and decides nothing. */
export function createConnection(parts: ConnectionParts): Connection {
  const { clock, random, listener } = parts;
  let state: ConnectionState = { at: 'idle' };
  let socket: SocketLike | undefined;
  let timer: Off | undefined;
  let unhookWakes: Off | undefined;
  let lastId = 0;
  let replies = new Map<number, Reply>();

  function dispatch(event: ConnectionEvent): void {
    const before = state;
    const [next, effect] = step(before, event, clock.now(), random);
    if (next === before) return;
    state = next;
    if (next.at !== before.at) stopTimer();
    startTimer();
    if (effect === 'drop' || effect === 'open') drop();
    if (effect === 'open') open();
    if (isUp(before) && !isUp(next)) {
      listener.down();
      const owed = replies;
      replies = new Map();
      for (const reply of owed.values()) reply(lostOnTheWay());
    }
    if (isUp(next) && !isUp(before)) listener.up();
    if (effect === 'ping') ping();
    if (event.type === 'lost') {
      const action = closeAction(event.code);
      if (action !== 'reconnect') listener.refused(action, event.code);
    }
    listener.moved();
  }

  function startTimer(): void {
    if (timer || !('due' in state)) return;
    timer = clock.after(Math.max(0, state.due - clock.now()), () => {
      timer = undefined;
      // Every frame moves the silence's end, which must not cost a timer each; a timer that comes
      // early goes on from there. More than a whole silence ahead means that the clock has jumped.
      const left = 'due' in state ? state.due - clock.now() : 0;
      if (state.at === 'open' && left > 0 && left <= SILENCE) startTimer();
      else dispatch({ type: 'due' });
    });
  }

  function stopTimer(): void {
    timer?.();
    timer = undefined;
  }

  function open(): void {
    unhookWakes ??= wakes(() => dispatch({ type: 'prompt' }));
    lastId = 0;
    let opened: SocketLike;
    try {
      opened = parts.open(parts.url, SUBPROTOCOL);
    } catch {
      // Refused by the page's policy, say. The state's own timer tries again.
      return;
    }
    socket = opened;
    // A dropped socket may go on talking; nobody listens. It keeps its listeners, 'error' above
    // all, because `ws` throws when nobody listens to that.
    const current = () => socket === opened;
    opened.addEventListener('error', () => {});
    opened.addEventListener('open', () => current() && dispatch({ type: 'opened' }));
    opened.addEventListener('close', ({ code }) => {
      if (!current()) return;
      socket = undefined;
      dispatch({ type: 'lost', code });
    });
    opened.addEventListener('message', (message) => {
      if (!current()) return;
      dispatch({ type: 'heard' });
      receive(message.data);
    });
  }

  function drop(): void {
    const dropped = socket;
    socket = undefined;
    dropped?.close(1000);
    if (state.at === 'idle' || state.at === 'closed') {
      unhookWakes?.();
      unhookWakes = undefined;
    }
  }

  function receive(text: unknown): void {
    const frame = readFrame(text);
    if (!frame) return;
    if (frame.type === 'ok' || frame.type === 'error') {
      const id = frame.id as number;
      const reply = replies.get(id);
      replies.delete(id);
      reply?.(
        frame.type === 'ok' ? frame : new RoomletError(frame.code, frame.message, frame.retryAfter),
      );
    } else if (frame.type === 'drain') dispatch(frame);
    else if ('room' in frame) listener.pushed(frame);
  }

  function ping(): void {
    ask({ type: 'ping' }, (answer) => {
      const pong = readPong(answer);
      if (pong) listener.heads(pong.heads);
    });
  }

  function ask(command: Ask, reply: Reply): void {
    if (isUp(state)) {
      replies.set(++lastId, reply);
      socket?.send(JSON.stringify({ ...command, id: lastId }));
    } else reply(lostOnTheWay());
  }

  return {
    get state() {
      return state;
    },
    dispatch,
    ask,
    tell(frame) {
      if (isUp(state)) socket?.send(JSON.stringify(frame));
    },
  };
}
