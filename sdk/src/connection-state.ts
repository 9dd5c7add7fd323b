import { backoff } from './backoff.js';
import { closeAction } from './protocol/close-code.js';

/** What users of the SDK see of a connection. */
export type Status = 'connecting' | 'connected' | 'reconnecting' | 'disconnected';

/** How long a socket may take to open, ms. */
const OPEN_WITHIN = 10_000;
/** Silence after which the service is asked whether it is there, and how long it may take [W12]. */
const SILENCE = 25_000;
const ANSWER_WITHIN = 10_000;
/** A connection that held this long was a good one: the next wait starts small again, ms. */
const STEADY = 10_000;

/**
 * The connection: at rest, or kept up with a timer of its own that ends at `due` (ms, as the clock
 * counts). `attempt`: tries that have failed in a row. `since`: when it last opened; 0 before it
 * first has.
 */
export type ConnectionState = Resting | Running;
export interface Resting {
  /** No room needs it; the service refused it; the client is closed. */
  readonly at: 'idle' | 'stopped' | 'closed';
}
export interface Running {
  /**
   * `opening`: a socket is being made. `open`: up. `probing`: up, and asked whether the service is
   * there. `draining`: up, to be left soon. `waiting`: between two tries.
   */
  readonly at: 'opening' | 'open' | 'probing' | 'draining' | 'waiting';
  readonly attempt: number;
  readonly since: number;
  readonly due: number;
}

/** The service is about to stop: leave within `retryIn` ms. */
interface Drain {
  readonly type: 'drain';
  readonly retryIn: number;
}

export type ConnectionEvent =
  /** A room needs a connection; none does any more; the client is closed for good. */
  | { readonly type: 'want' | 'release' | 'close' }
  /** Of the socket: it opened, a frame came, it closed or failed to open. */
  | { readonly type: 'opened' | 'heard' }
  | { readonly type: 'lost'; readonly code: number }
  | Drain
  /** The state's timer ended. */
  | { readonly type: 'due' }
  /** Back from sleep, hidden or offline: whatever was known of the link is stale. */
  | { readonly type: 'prompt' };

/** What a transition asks the driver to do. `open` and `drop` first let go of the socket there is. */
export type Effect = 'open' | 'drop' | 'ping';
export type Transition = readonly [ConnectionState, Effect?];

/** Every transition there is: a pair of state and event that isn't named leaves all as it is. */
export function step(
  state: ConnectionState,
  event: ConnectionEvent,
  now: number,
  random: () => number,
): Transition {
  if (state.at === 'closed') return [state];
  if (event.type === 'close') return [{ at: 'closed' }, 'drop'];
  if (event.type === 'release') return [{ at: 'idle' }, 'drop'];
  const { attempt = 0, since = 0 } = state as Partial<Running>;
  const to = (at: Running['at'], within: number, change?: Partial<Running>): Running => ({
    ...{ attempt, since, at, due: now + within },
    ...change,
  });
  if (event.type === 'lost' && closeAction(event.code) !== 'reconnect') return [{ at: 'stopped' }];

  switch (`${state.at} ${event.type}` as const) {
    case 'opening opened':
      return [to('open', SILENCE, { since: now })];

    case 'open heard':
    case 'probing heard':
      return [to('open', SILENCE)];

    case 'open due':
    case 'open prompt':
      return [to('probing', ANSWER_WITHIN), 'ping'];

    case 'opening due':
    case 'opening lost':
    case 'open lost':
    case 'probing due':
    case 'probing lost': {
      const failed = state.at !== 'opening' && now - since >= STEADY ? 0 : attempt;
      return [to('waiting', backoff(failed, random()), { attempt: failed + 1 }), 'drop'];
    }

    case 'open drain':
    case 'probing drain':
      return [to('draining', random() * (event as Drain).retryIn, { attempt: 0 })];

    case 'draining lost':
      return [{ ...(state as Running), at: 'waiting' }];

    case 'idle want':
    case 'stopped want':
    case 'draining due':
    case 'waiting due':
    case 'waiting prompt':
      return [to('opening', OPEN_WITHIN), 'open'];

    default:
      return [state];
  }
}

export function statusOf(state: ConnectionState): Status {
  switch (state.at) {
    case 'opening':
    case 'waiting':
      return state.since ? 'reconnecting' : 'connecting';
    case 'open':
    case 'probing':
    case 'draining':
      return 'connected';
    case 'idle':
    case 'stopped':
    case 'closed':
      return 'disconnected';
  }
}
