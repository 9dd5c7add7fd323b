import type { Clock } from './clock.js';
import type { Errand } from './errand.js';
import { errorOf, RoomletError } from './errors.js';
import { readCommitted } from './guards.js';
import { newKey } from './key.js';
import type { ErrorCode } from './protocol/error-code.js';
import type { Member } from './protocol/event.js';
import type { Committed } from './protocol/push.js';
import type { Store } from './storage.js';

/** An own message that the room hasn't kept yet, or not shown yet. */
export interface UnsentMessage {
  readonly key: string;
  readonly text: string;
  /** When it was sent, ms, by this device's clock. */
  readonly at: number;
  readonly by: Member;
  readonly replyTo?: number | undefined;
  readonly status: 'pending' | 'failed';
  /** Why it failed. */
  readonly error?: RoomletError | undefined;
}

/** Resolves when the room has kept the message, rejects when it can't be accepted. */
export type Sent = Promise<Committed> & { readonly key: string };

/**
 * Own messages on their way, in order: one at a time is in flight, so that none overtakes another,
 * and each keeps its key until it is answered, so that none is kept twice [W7].
 */
export interface Outbox {
  /** Another array only when it changed. */
  readonly messages: readonly UnsentMessage[];
  /**
   * The room is joined as `self`: sends what waits, first what an earlier page left in storage.
   * Messages of `before`, a seat that has ended, come back as failed: their user decides [W7].
   */
  open(self: Member, before?: string): void;
  /** The connection is gone; what was in flight is sent again when it is back. */
  pause(): void;
  add(text: string, replyTo?: number): Sent;
  /** A failed one again, with the same key, by whoever is now in the room. */
  retry(key: string): Sent;
  discard(key: string): void;
  /** The log has this message: it is shown in its place there, and the next one goes out. */
  settle(by: string, key: string, committed: Committed): void;
  /** The seat has ended: nothing goes out any more [W7]. */
  fail(error: RoomletError): void;
}

/** Settles a promise of `add` or `retry`. */
type Waiter = [(committed: Committed) => void, (error: RoomletError) => void];

/**
 * @param at where in the store one member's messages are.
 * @param seen whether the view has got as far as this seq; if not, it MUST come to it.
 */
export function createOutbox(
  room: string,
  insist: Errand,
  clock: Clock,
  store: Store,
  at: (memberId: string) => string,
  seen: (seq: number) => boolean,
  changed: () => void,
  failed: (error: RoomletError) => void,
): Outbox {
  let messages: readonly UnsentMessage[] = [];
  let self: Member | undefined;
  let ended: RoomletError | undefined;
  let isOpen = false;
  /** The key of the one that was sent and isn't in the view yet. */
  let inFlight: string | undefined;
  let stop = () => {};
  const waiters = new Map<string, Waiter>();

  function update(next: readonly UnsentMessage[]): void {
    messages = next;
    if (self) store.write(at(self.id), next);
    changed();
  }

  const stored = (memberId: string): UnsentMessage[] =>
    store.read<UnsentMessage>(at(memberId)).map(({ error, ...message }) => ({
      ...message,
      // Of an error JSON keeps the code only.
      error: error && notSent(error.code),
    }));

  const find = (key: string) => messages.find((one) => one.key === key);
  const without = (key: string) => messages.filter((one) => one.key !== key);

  function fail(key: string, error: RoomletError): void {
    update(messages.map((one) => (one.key === key ? { ...one, status: 'failed', error } : one)));
    waiters.get(key)?.[1](error);
    landed(key);
    failed(error);
  }

  function queue(message: UnsentMessage): Sent {
    const { key } = message;
    const sent = new Promise<Committed>((...waiter) => {
      waiters.set(key, waiter);
    });
    update([...without(key), message]);
    if (ended) fail(key, ended);
    pump();
    return keyed(sent, key);
  }

  function pump(): void {
    const next = messages.find(({ status }) => status === 'pending');
    if (!isOpen || inFlight || !next) return;
    const { key, text, replyTo, by } = next;
    inFlight = key;
    stop = insist({ type: 'send', room, key, text, replyTo }, (answer) => {
      const committed = readCommitted(answer);
      if (!committed) fail(key, errorOf(answer));
      // It shows as pending until its event comes in its turn.
      else if (seen(committed.seq)) settle(by.id, key, committed);
    });
  }

  function landed(key: string): void {
    if (inFlight === key) {
      inFlight = undefined;
      stop();
    }
    waiters.delete(key);
    pump();
  }

  function settle(by: string, key: string, committed: Committed): void {
    if (find(key)?.by.id !== by) return;
    update(without(key));
    waiters.get(key)?.[0](committed);
    landed(key);
  }

  function pause(): void {
    isOpen = false;
    inFlight = undefined;
    stop();
  }

  return {
    get messages() {
      return messages;
    },

    open(member, before) {
      let left: readonly UnsentMessage[] = [];
      if (!self) {
        left = stored(member.id);
        if (before) {
          const error = notSent('unauthorized');
          messages = stored(before).map((one) => ({ ...one, status: 'failed', error }));
          store.write(at(before), []);
        }
      }
      self = member;
      isOpen = true;
      update([...messages, ...left]);
      // Later: what the join brought may have some of them, which then needn't be sent.
      queueMicrotask(pump);
    },

    pause,

    add: (text, replyTo) =>
      queue({
        ...{ key: newKey(), text, at: clock.now(), by: self as Member, replyTo },
        status: 'pending',
      }),

    retry(key) {
      const message = find(key);
      if (message?.status !== 'failed') {
        return refuse(new RoomletError('not_found', 'It has not failed.'), key);
      }
      const again = { at: clock.now(), by: self as Member, error: undefined };
      return queue({ ...message, ...again, status: 'pending' });
    },

    discard(key) {
      if (find(key)?.status === 'failed') update(without(key));
    },

    settle,

    fail(error) {
      pause();
      ended = error;
      for (const { key, status } of messages) if (status === 'pending') fail(key, error);
    },
  };
}

function keyed(sent: Promise<Committed>, key: string): Sent {
  // A failure shows in the room's state; whoever doesn't await the promise needn't catch it.
  sent.catch(() => {});
  return Object.assign(sent, { key });
}

/** What won't even be tried. */
export function refuse(error: RoomletError, key = ''): Sent {
  return keyed(Promise.reject(error), key);
}

function notSent(code: ErrorCode): RoomletError {
  return new RoomletError(code, 'It was not sent. Send it again or drop it.');
}
