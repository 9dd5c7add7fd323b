import type { Clock } from './clock.js';
import type { Off } from './emitter.js';
import type { Errand } from './errand.js';
import { errorOf, RoomletError } from './errors.js';
import { readCommitted } from './guards.js';
import { newKey } from './key.js';
import { searchLog } from './log-search.js';
import type { Member, MessageEvent } from './protocol/event.js';
import type { Committed } from './protocol/push.js';
import type { Store } from './storage.js';
import { takeTurn } from './turn.js';
import type { LocksLike } from './window.js';

/** An own message that the room hasn't kept yet, or not shown yet. */
export interface UnsentMessage {
  readonly key: string;
  readonly text: string;
  /** When it was sent, ms, by this device's clock; each is later than the one before it. */
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
 * and each keeps its key until it is answered, so that none is kept twice [W7]. The store has them,
 * one item each; all pages that share it show the same ones, and one of these pages sends.
 */
export interface Outbox {
  /** Another array only when it changed. */
  readonly messages: readonly UnsentMessage[];
  /** The room is joined as `self`: what waits goes out, whichever page it was written on. */
  open(self: Member): void;
  /** The connection is gone; what was in flight is sent again when it is back. */
  pause(): void;
  add(text: string, replyTo?: number): Sent;
  /** A failed one again, with the same key, by whoever is now in the room. */
  retry(key: string): Sent;
  discard(key: string): void;
  /** The log has this message: it is shown in its place there, and the next one goes out. */
  settle(by: string, key: string, committed: Committed): void;
  /** Another page may have changed the store. */
  refresh(): void;
  /** Nothing goes out from here any more; what waits stays in the store for another page. */
  close(error: RoomletError): void;
  /** And what waits has failed, since this page's use of the seat has ended [W7]. */
  end(error: RoomletError): void;
}

/** Settles a promise of `add` or `retry`: by the first when it was kept, else by the second. */
type Waiter = [(committed: Committed) => void, (error: RoomletError) => void];

/**
 * How long a message may wait for the page whose turn it is, ms: that one may be suspended, as
 * phones do with what is out of sight. Then this page sends, too, and the key keeps it to one.
 */
const PATIENCE = 5_000;

/**
 * @param prefix begins the names of the room's messages in the store.
 * @param locks what makes pages take turns; without it each sends, which the key allows.
 * @param seen whether the view has got as far as this seq; if not, it MUST come to it.
 * @param has whether the view shows this message as kept.
 */
export function createOutbox(
  room: string,
  insist: Errand,
  clock: Clock,
  store: Store,
  prefix: string,
  locks: LocksLike | undefined,
  seen: (seq: number) => boolean,
  has: (message: UnsentMessage) => boolean,
  changed: () => void,
  failed: (error: RoomletError) => void,
): Outbox {
  /** All there are, in order: also those that an ended seat left, while they are looked for. */
  let known: readonly UnsentMessage[] = [];
  let messages = known;
  let self: Member | undefined;
  let ended: RoomletError | undefined;
  let isOpen = false;
  let isTurn = false;
  /** The key of the one that was sent and isn't in the view yet. */
  let inFlight: string | undefined;
  let stop = () => {};
  let endTurn = stop;
  let late: Off | undefined;
  let search: Off | undefined;
  const waiters = new Map<string, Waiter>();

  const isOwn = ({ by }: UnsentMessage) => by.id === self?.id;
  // Also what an ended seat left in doubt: that it failed doesn't tell that it wasn't kept.
  const isPending = (one: UnsentMessage) =>
    one.status === 'pending' || (one.error?.code === 'internal' && !isOwn(one));
  const find = (key: string, among = known) => among.find((one) => one.key === key);
  const without = (key: string) => known.filter((one) => one.key !== key);

  function show(next: readonly UnsentMessage[]): void {
    const before = known;
    known = [...next].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
    const shown = known.filter((one) => isOwn(one) || !isPending(one));
    if (!isSame(shown, messages)) messages = shown;
    changed();
    for (const { key, error } of shown) {
      const was = error && find(key, before);
      if (was && isPending(was)) {
        landed(key, 1, error);
        failed(error);
      }
    }
    pump();
  }

  function put(message: UnsentMessage): void {
    store.put(prefix + message.key, message);
    show([...without(message.key), message]);
  }

  function drop(key: string): void {
    store.put(prefix + key);
    show(without(key));
  }

  function refresh(): void {
    const there = store
      .list<UnsentMessage>(prefix)
      .filter((one) => one.by && !has(one))
      .map((one) => {
        const was = find(one.key);
        return was && isSame(was, one) ? was : one;
      });
    // What another page has sent shows here until this page hears of it, or is told when it asks.
    const gone = known.filter(
      (one) => isPending(one) && !find(one.key, there) && (!isOpen || waiters.has(one.key)),
    );
    show([...there, ...gone]);
  }

  function fail(message: UnsentMessage, error: RoomletError): void {
    put({ ...message, status: 'failed', error });
  }

  function queue(message: Pick<UnsentMessage, 'key' | 'text' | 'replyTo'>): Sent {
    const { key } = message;
    if (ended) return refuse(ended, key);
    const sent = new Promise<Committed>((...waiter) => {
      waiters.set(key, waiter);
    });
    // Later than what other pages wrote.
    refresh();
    const at = Math.max(clock.now(), ...known.map((one) => one.at + 1));
    put({ ...message, at, by: self as Member, status: 'pending' });
    return keyed(sent, key);
  }

  function pump(): void {
    const waiting = known.filter(isPending);
    if (!isOpen || !waiting.length) rest();
    else if (!isTurn) late ??= clock.after(PATIENCE, begin);
    else {
      const next = waiting.find(isOwn);
      if (next && !inFlight) send(next);
      if (!waiting.every(isOwn)) search ??= searchLog(room, insist, found, notFound);
    }
  }

  function begin(): void {
    isTurn = true;
    pump();
  }

  function rest(): void {
    late?.();
    late = undefined;
  }

  function send(message: UnsentMessage): void {
    const { key, text, replyTo, by } = message;
    inFlight = key;
    stop = insist({ type: 'send', room, key, text, replyTo }, (answer) => {
      const committed = readCommitted(answer);
      if (!committed) fail(message, errorOf(answer));
      // It shows as pending until its event comes in its turn.
      else if (seen(committed.seq)) settle(by.id, key, committed);
    });
  }

  function landed(key: string, how: 0 | 1, value: Committed | RoomletError): void {
    waiters.get(key)?.[how](value as never);
    waiters.delete(key);
    if (inFlight === key) {
      inFlight = undefined;
      stop();
    }
    rest();
    pump();
  }

  function settle(by: string, key: string, committed: Committed): void {
    const isIt = find(key)?.by.id === by;
    if (isIt) drop(key);
    if (isIt || by === self?.id) landed(key, 0, committed);
  }

  const found = ({ by, key, seq, at }: MessageEvent) => settle(by.id, key, { seq, at });

  /** What an ended seat left isn't in the log: its user decides. */
  function notFound(): void {
    for (const one of known) {
      if (isPending(one) && !isOwn(one)) fail(one, new RoomletError('unauthorized', NOT_SENT));
    }
    search = undefined;
  }

  function pause(): void {
    isOpen = isTurn = false;
    inFlight = undefined;
    stop();
    endTurn();
    search?.();
    search = undefined;
    rest();
  }

  function close(error: RoomletError): void {
    pause();
    ended = error;
    for (const key of waiters.keys()) landed(key, 1, error);
  }

  return {
    get messages() {
      return messages;
    },

    open(member) {
      pause();
      self = member;
      isOpen = true;
      refresh();
      // Begins later: what the join brought may have some of them, which then needn't be sent.
      endTurn = takeTurn(locks, prefix + member.id, begin);
    },

    pause,
    refresh,
    settle,

    add: (text, replyTo) => queue({ key: newKey(), text, replyTo }),

    retry(key) {
      const { status, text, replyTo } = find(key) ?? {};
      return status === 'failed'
        ? queue({ key, text: text as string, replyTo })
        : refuse(new RoomletError('not_found', 'It has not failed.'), key);
    },

    discard(key) {
      if (find(key)?.status === 'failed') drop(key);
    },

    close,
    end(error) {
      close(error);
      show(
        known.map((one) =>
          isPending(one) && isOwn(one) ? { ...one, status: 'failed', error } : one,
        ),
      );
    },
  };
}

const NOT_SENT = 'It was not sent. Send it again or drop it.';

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
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
