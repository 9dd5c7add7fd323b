import { backoff } from './backoff.js';
import { closeAction } from './protocol/close-code.js';

/** What users of the SDK see of a connection. */
export type Status = 'connecting' | 'connected' | 'reconnecting' | 'disconnected';

/** How long a socket may take to open, ms. */
const OPEN_WITHIN = 10_000;
/** Silence after which the service is asked whether it is there, and how long it may take [W12]. */
export const SILENCE = 25_000;
const ANSWER_WITHIN = 10_000;
/** A connection that held this long was a good one: the next wait starts small again, ms. */
const STEADY = 10_000;

/**
 * The connection. `due` is when the state's own timer ends (ms, as the clock counts); a state
 * without one waits for events only. `again`: there was a connection before this one. `attempt`:
 * tries that have failed in a row.
 */
export type ConnectionState =
  | { readonly at: 'idle' }
  | Readonly<{ at: 'opening'; again: boolean; attempt: number; due: number }>
  | Readonly<{ at: 'open'; attempt: number; since: number; due: number }>
  | Readonly<{ at: 'probing'; attempt: number; since: number; due: number }>
  | Readonly<{ at: 'draining'; retryIn: number; due: number }>
  | Readonly<{ at: 'waiting'; again: boolean; attempt: number; due: number }>
  | { readonly at: 'stopped' }
  | { readonly at: 'closed' };

export type ConnectionEvent =
  /** A room needs a connection; none does any more; the client is closed for good. */
  | { readonly type: 'want' | 'release' | 'close' }
  /** Of the socket: it opened, a frame came, it closed or failed to open. */
  | { readonly type: 'opened' | 'heard' }
  | { readonly type: 'lost'; readonly code: number }
  /** The service is about to stop: leave within `retryIn` ms. */
  | { readonly type: 'drain'; readonly retryIn: number }
  /** The state's timer ended. */
  | { readonly type: 'due' }
  /** Back from sleep, hidden or offline: whatever was known of the link is stale. */
  | { readonly type: 'prompt' };

/** What a transition asks the driver to do: `open` first drops the socket there is, if any. */
export type Effect = 'open' | 'drop' | 'ping';

/** Every transition there is. What a state doesn't name leaves it as it is. */
export function step(
  state: ConnectionState,
  event: ConnectionEvent,
  now: number,
  random: () => number,
): readonly [ConnectionState, Effect?] {
  const opening = (again: boolean, attempt: number) =>
    [{ at: 'opening', again, attempt, due: now + OPEN_WITHIN }, 'open'] as const;
  const waiting = (again: boolean, attempt: number) =>
    [
      { at: 'waiting', again, attempt: attempt + 1, due: now + backoff(attempt, random()) },
    ] as const;
  const probing = (attempt: number, since: number) =>
    [{ at: 'probing', attempt, since, due: now + ANSWER_WITHIN }, 'ping'] as const;
  const stay = [state] as const;

  if (state.at === 'closed') return stay;
  if (event.type === 'close') return [{ at: 'closed' }, 'drop'];
  if (event.type === 'release') return [{ at: 'idle' }, 'drop'];
  if (event.type === 'lost' && closeAction(event.code) === 'stop') return [{ at: 'stopped' }];

  switch (state.at) {
    case 'idle':
    case 'stopped':
      return event.type === 'want' ? opening(false, 0) : stay;

    case 'opening':
      switch (event.type) {
        case 'opened': {
          const { attempt } = state;
          return [{ at: 'open', attempt, since: now, due: now + SILENCE }];
        }
        case 'lost':
          return waiting(state.again, state.attempt);
        case 'due':
          return [waiting(state.again, state.attempt)[0], 'drop'];
        default:
          return stay;
      }

    case 'open':
    case 'probing': {
      const { attempt, since } = state;
      const failed = now - since < STEADY ? attempt : 0;
      switch (event.type) {
        case 'heard':
          return [{ at: 'open', attempt, since, due: now + SILENCE }];
        case 'prompt':
          return state.at === 'open' ? probing(attempt, since) : stay;
        case 'due':
          return state.at === 'open' ? probing(attempt, since) : [waiting(true, failed)[0], 'drop'];
        case 'lost':
          return waiting(true, failed);
        case 'drain':
          return [{ at: 'draining', retryIn: event.retryIn, due: now + random() * event.retryIn }];
        default:
          return stay;
      }
    }

    case 'draining':
      switch (event.type) {
        case 'due':
          return opening(true, 0);
        case 'lost':
          return [{ at: 'waiting', again: true, attempt: 0, due: now + random() * state.retryIn }];
        default:
          return stay;
      }

    case 'waiting':
      return event.type === 'due' || event.type === 'prompt'
        ? opening(state.again, state.attempt)
        : stay;
  }
}

/** Whether frames can be sent. */
export function isUp({ at }: ConnectionState): boolean {
  return at === 'open' || at === 'probing' || at === 'draining';
}

export function statusOf(state: ConnectionState): Status {
  switch (state.at) {
    case 'opening':
    case 'waiting':
      return state.again ? 'reconnecting' : 'connecting';
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
