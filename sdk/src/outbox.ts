import type { Clock } from './clock.js';
import type { Off } from './emitter.js';
import { errorOf, RoomletError } from './errors.js';
import { readCommitted } from './guards.js';
import { newKey } from './key.js';
import type { Member } from './protocol/event.js';
import type { Committed } from './protocol/push.js';
import { readJson, type StorageLike } from './storage.js';

/** An own message that the room hasn't kept yet, or not shown yet. */
export interface UnsentMessage {
  readonly key: string;
  readonly text: string;
  /** When it was sent, ms, by this device's clock. */
  readonly at: number;
  readonly by: Member;
  readonly replyTo?: number;
  readonly status: 'pending' | 'failed';
  /** Why it failed. */
  readonly error?: RoomletError;
}

/** Resolves when the room has kept the message, rejects when it can't be accepted. */
export type Sent = Promise<Committed> & { readonly key: string };

export interface OutboxParts {
  readonly clock: Clock;
  readonly storage: StorageLike;
  /** Where in the storage, for one member of one room. */
  at(memberId: string): string;
  post(message: UnsentMessage, reply: (answer: RoomletError | object) => void): void;
  /** Whether the view has got as far as this seq. */
  seen(seq: number): boolean;
  changed(): void;
  failed(error: RoomletError): void;
}

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
  add(by: Member, text: string, replyTo?: number): Sent;
  /** A failed one again, now by `by`, with the same key. */
  retry(by: Member, key: string): Sent;
  discard(key: string): void;
  /** The log has this message, so it need not be sent; returns whether it was one of these. */
  settle(by: string, key: string, committed: Committed): boolean;
  /** The view starts anew: what was acked won't come as an event. */
  forgetAcked(): void;
  /** The seat has ended: nothing goes out any more [W7]. */
  fail(error: RoomletError): void;
}

interface Waiter {
  readonly sent: Sent;
  resolve(committed: Committed): void;
  reject(error: RoomletError): void;
}

/** Errors that pass by themselves; without `retryAfter` the next try is after this, ms. */
const PASSING: readonly string[] = ['rate_limited', 'slow_mode', 'unavailable'];
const PAUSE = 2_000;

export function createOutbox(parts: OutboxParts): Outbox {
  const { clock, storage, post } = parts;
  let messages: readonly UnsentMessage[] = [];
  const waiters = new Map<string, Waiter>();
  /** Answered with ok, and shown as pending until their event comes. */
  const acked = new Set<string>();
  /** Every key this outbox ever had: what else is stored, another tab put there. */
  const known = new Set<string>();
  let place = '';
  let isOpen = false;
  let inFlight: UnsentMessage | undefined;
  let pause: Off | undefined;

  function update(next: readonly UnsentMessage[]): void {
    messages = next;
    for (const { key } of next) known.add(key);
    if (place) {
      const unacked = next.filter(({ key }) => !acked.has(key));
      const all = [...stored(place).filter(({ key }) => !known.has(key)), ...unacked];
      if (all.length > 0) storage.setItem(place, JSON.stringify(all));
      else storage.removeItem(place);
    }
    parts.changed();
  }

  function stored(from: string): UnsentMessage[] {
    const value = readJson(storage, from);
    return Array.isArray(value) ? value.filter(isUnsent).map(revive) : [];
  }

  const without = (key: string) => messages.filter((message) => message.key !== key);
  const find = (key: string) => messages.find((message) => message.key === key);

  function waiter(key: string): Waiter {
    let parts: Pick<Waiter, 'resolve' | 'reject'> | undefined;
    const promise = new Promise<Committed>((resolve, reject) => {
      parts = { resolve, reject };
    });
    // A failure shows in the room's state; whoever doesn't await the promise needn't catch it.
    promise.catch(() => {});
    const made = { ...(parts as Waiter), sent: Object.assign(promise, { key }) };
    waiters.set(key, made);
    return made;
  }

  function answered(key: string, answer: RoomletError | Committed): void {
    const waiting = waiters.get(key);
    waiters.delete(key);
    if (answer instanceof RoomletError) waiting?.reject(answer);
    else waiting?.resolve(answer);
  }

  function failOne(message: UnsentMessage, error: RoomletError): void {
    update(messages.map((one) => (one === message ? { ...one, status: 'failed', error } : one)));
    answered(message.key, error);
    parts.failed(error);
  }

  function pump(): void {
    if (!isOpen || inFlight || pause) return;
    const next = messages.find(({ key, status }) => status === 'pending' && !acked.has(key));
    if (!next) return;
    inFlight = next;
    post(next, (answer) => {
      if (inFlight !== next) return;
      inFlight = undefined;
      const { key } = next;
      const committed = readCommitted(answer);
      const error = committed ? undefined : errorOf(answer);
      if (committed) {
        answered(key, committed);
        if (!parts.seen(committed.seq)) acked.add(key);
        update(acked.has(key) ? messages : without(key));
      } else if (error && PASSING.includes(error.code)) {
        pause = clock.after(error.retryAfter ?? PAUSE, () => {
          pause = undefined;
          pump();
        });
      } else if (error && find(key) === next) failOne(next, error);
      pump();
    });
  }

  function forgetAcked(): void {
    if (acked.size === 0) return;
    const shown = messages.filter(({ key }) => !acked.has(key));
    acked.clear();
    update(shown);
  }

  function stop(): void {
    isOpen = false;
    inFlight = undefined;
    pause?.();
    pause = undefined;
  }

  return {
    get messages() {
      return messages;
    },

    open(self, before) {
      if (!place) {
        place = parts.at(self.id);
        const old = before === undefined ? [] : stored(parts.at(before));
        const error = new RoomletError(
          'unauthorized',
          'The seat this was written in has ended. Send it again if it is still wanted.',
        );
        const failed = old.map(
          (message): UnsentMessage => ({ ...message, status: 'failed', error }),
        );
        update([...failed, ...stored(place), ...messages]);
        if (before !== undefined) storage.removeItem(parts.at(before));
      }
      isOpen = true;
      pump();
    },

    pause: stop,

    add(by, text, replyTo) {
      const key = newKey();
      const { sent } = waiter(key);
      const at = clock.now();
      const reply = replyTo === undefined ? {} : { replyTo };
      update([...messages, { key, text, at, by, ...reply, status: 'pending' }]);
      pump();
      return sent;
    },

    retry(by, key) {
      const message = find(key);
      const { sent } = waiters.get(key) ?? waiter(key);
      if (message?.status === 'failed') {
        const { error: _before, ...again } = message;
        update([...without(key), { ...again, by, at: clock.now(), status: 'pending' }]);
        pump();
      } else if (!message) {
        answered(key, new RoomletError('not_found', 'There is no unsent message with this key.'));
      }
      return sent;
    },

    discard(key) {
      if (find(key)?.status === 'failed') update(without(key));
    },

    settle(by, key, committed) {
      const message = find(key);
      if (message?.by.id !== by) return false;
      acked.delete(key);
      update(without(key));
      answered(key, committed);
      return true;
    },

    forgetAcked,

    fail(error) {
      stop();
      forgetAcked();
      for (const message of messages) if (message.status === 'pending') failOne(message, error);
    },
  };
}

function isUnsent(value: unknown): boolean {
  const { key, text, at, by } = (value ?? {}) as Partial<UnsentMessage>;
  return (
    typeof key === 'string' &&
    typeof text === 'string' &&
    typeof at === 'number' &&
    typeof by?.id === 'string' &&
    typeof by.name === 'string'
  );
}

/** From storage: an error comes back as what it was. */
function revive(message: UnsentMessage): UnsentMessage {
  const { error } = message;
  return error ? { ...message, error: new RoomletError(error.code, error.message) } : message;
}
