import { createAdmission, type JoinOptions } from './admission.js';
import type { Clock } from './clock.js';
import type { Ask, Reply, Tell } from './connection.js';
import type { Status } from './connection-state.js';
import { createEmitter } from './emitter.js';
import { errorOf, RoomletError } from './errors.js';
import { type Read, readCommitted } from './guards.js';
import { createOutbox, type Sent } from './outbox.js';
import type { ErrorCode } from './protocol/error-code.js';
import type { RoomEvent } from './protocol/event.js';
import { DEFAULT_LIMITS } from './protocol/limits.js';
import type { ClosedCode, Committed, Joined, Push } from './protocol/push.js';
import { codePoints, hasLoneSurrogate, storedText } from './protocol/text.js';
import type { Room, RoomEvents } from './room.js';
import { type Closed, createSnapshots, type RoomState } from './room-state.js';
import { afterEvent, afterPresence, type Roster, rosterOf } from './roster.js';
import type { Seats } from './seats.js';
import type { StorageLike } from './storage.js';
import { createTimeline, type SentMessage } from './timeline.js';
import { createTyping } from './typing.js';

/** What the room's owner, the client, gives it. */
export interface RoomContext {
  readonly code: string;
  readonly options: JoinOptions;
  readonly defaultName: string;
  readonly seats: Seats;
  readonly storage: StorageLike;
  /** Where in the storage a member's unsent messages are. */
  outboxAt(memberId: string): string;
  readonly clock: Clock;
  readonly random: () => number;
  /** Of the connection; `connected` only means that frames can be sent. */
  status(): Status;
  ask(command: Ask, reply: Reply): void;
  tell(frame: Tell): void;
  /** The room is over: it MUST NOT be told anything any more. */
  over(): void;
}

/** A room as its owner sees it. */
export interface OwnedRoom {
  /** Whether it was joined with an identity, which can expire. */
  readonly identified: boolean;
  /** Resolves when the seat is ours, rejects when it is refused. */
  readonly joined: Promise<Room>;
  up(): void;
  down(): void;
  pushed(frame: Push & { room: string }): void;
  head(seq: number): void;
  /** The connection's status changed. */
  moved(): void;
  /** It can't go on, for a reason outside the room; the seat is kept. */
  end(error: RoomletError): void;
  /** The client is closed: whoever still waits for the seat is told. */
  abandon(error: RoomletError): void;
}

export function openRoom(context: RoomContext): OwnedRoom {
  const { code, clock, storage, seats } = context;
  const emitter = createEmitter<RoomEvents>();
  const watchers = createEmitter<{ change: undefined }>();
  const snapshot = createSnapshots();
  let roster: Roster | undefined;
  let closed: Closed | undefined;
  let state: RoomState | undefined;
  let settle: { resolve(room: Room): void; reject(error: RoomletError): void };

  const joined = new Promise<Room>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Its caller may have gone; the room says what happened all the same.
  joined.catch(() => {});

  const timeline = createTimeline({
    clock,
    history: (range, reply) => context.ask({ type: 'history', room: code, ...range }, reply),
    took,
    broken: () => admission.enter(true),
  });
  const outbox = createOutbox({
    clock,
    storage,
    at: context.outboxAt,
    post: ({ key, text, replyTo }, reply) =>
      context.ask(
        { type: 'send', room: code, key, text, ...(replyTo !== undefined && { replyTo }) },
        reply,
      ),
    seen: (seq) => timeline.cursor >= seq,
    changed: touch,
    failed: (error) => emitter.emit('error', error),
  });
  const typing = createTyping({
    clock,
    tell: (on) => context.tell({ type: 'typing', room: code, on }),
    changed() {
      touch();
      emitter.emit('typing', room.state.typing);
    },
  });
  const admission = createAdmission({
    ...context,
    since: () => (roster ? { epoch: timeline.epoch, seq: timeline.cursor } : undefined),
    entered,
    refused: (error) => end(error, error),
  });

  function touch(): void {
    // The first change since the last state was read tells; those that follow are in the same state.
    if (state) queueMicrotask(() => watchers.emit('change', undefined));
    state = undefined;
  }

  function entered(answer: Joined, before: string | undefined): void {
    const again = roster !== undefined;
    roster = rosterOf(answer);
    const goesOn = again && answer.recovered && answer.epoch === timeline.epoch;
    if (goesOn) timeline.resume(answer);
    else {
      timeline.begin(answer);
      outbox.forgetAcked();
    }
    outbox.open(answer.self, before);
    touch();
    if (again && !goesOn) emitter.emit('reset', undefined);
    settle.resolve(room);
  }

  function took(event: RoomEvent, live: boolean, message: SentMessage | undefined): void {
    if (roster) roster = afterEvent(roster, event);
    if (message && event.kind === 'message') {
      const { seq, at } = event;
      outbox.settle(event.by.id, event.key, { seq, at });
      typing.heard(event.by.id, false);
    }
    touch();
    if (!live) return;
    emitter.emit('event', event);
    if (message && event.kind === 'message') emitter.emit('message', message);
  }

  function end(why: Closed, error: RoomletError): void {
    if (closed) return;
    closed = { code: why.code, message: why.message };
    admission.end();
    timeline.pause();
    typing.stop();
    outbox.fail(error);
    context.over();
    touch();
    settle.reject(error);
    emitter.emit('closed', closed);
  }

  /** A command that is not tried again: it is answered on this connection or fails. */
  function command<T = Committed>(ask: Ask, read: Read<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      context.ask(ask, (answer) => {
        const value = read(answer);
        if (value === undefined || answer instanceof RoomletError) reject(errorOf(answer));
        else resolve(value);
      });
    });
  }
  const commit = (ask: Ask) => command(ask, readCommitted);

  function status(): Status {
    if (closed) return 'disconnected';
    const of = context.status();
    if (of !== 'connected' || admission.state.at === 'inside') return of;
    return 'reconnecting';
  }

  const room: Room = {
    code,
    get state() {
      state ??= snapshot({
        code,
        status: status(),
        hostToken: seats.get(code)?.hostToken,
        roster: roster as Roster,
        timeline,
        unsent: outbox.messages,
        typing: typing.members,
        closed,
      });
      return state;
    },
    subscribe: (listener) => watchers.on('change', listener),
    on: emitter.on,

    send(raw, { replyTo } = {}) {
      const text = storedText(raw);
      const refusal = closed ? new RoomletError('unauthorized', closed.message) : refusalOf(text);
      if (refusal) return refuse(refusal);
      typing.sent();
      return outbox.add(room.state.self, text, replyTo);
    },
    retry: (key) =>
      closed
        ? refuse(new RoomletError('unauthorized', closed.message), key)
        : outbox.retry(room.state.self, key),
    discard: outbox.discard,

    async loadOlder(limit = DEFAULT_LIMITS.pageDefault) {
      const more = await timeline.loadOlder(limit);
      touch();
      return more;
    },
    typing: (on = true) => typing.own(on),
    leave: () =>
      new Promise((resolve, reject) => {
        context.ask({ type: 'leave', room: code }, (answer) => {
          // Told to come back later: the seat is still ours.
          if (answer instanceof RoomletError && answer.retryAfter) return reject(answer);
          const left = 'You left this room.';
          seats.forget(code);
          end({ code: 'left', message: left }, new RoomletError('unauthorized', left));
          resolve();
        });
      }),

    rename: (name) => commit({ type: 'rename', room: code, name }),
    edit: (target, text) => commit({ type: 'edit', room: code, target, text }),
    delete: (target) => commit({ type: 'delete', room: code, target }),
    react: (target, emoji, on) => commit({ type: 'react', room: code, target, emoji, on }),
    read: (seq) => command({ type: 'read', room: code, seq }, (answer) => answer).then(() => {}),
    moderate(action: string, argument?: string | number) {
      const about = /^(un)?(kick|ban|mute)$|promote/.test(action) ? 'member' : 'value';
      const said = { action, ...(argument !== undefined && { [about]: argument }) };
      // The overloads above are what may be said.
      return commit({ type: 'moderate', room: code, ...said } as Ask);
    },
  };

  return {
    joined,
    identified: context.options.identity !== undefined,
    up: () => admission.enter(),
    down() {
      admission.leave();
      timeline.pause();
      outbox.pause();
      touch();
    },
    pushed(frame) {
      // Nothing of a room counts before its join was answered.
      if (!roster) return;
      switch (frame.type) {
        case 'event':
          timeline.receive(frame.event);
          break;
        case 'signal': {
          const { signal } = frame;
          if (signal.kind === 'typing' && signal.member !== roster.self.id) {
            typing.heard(signal.member, signal.on);
          } else if (signal.kind === 'presence') {
            const next = afterPresence(roster, signal);
            if (next !== roster) touch();
            roster = next;
          }
          break;
        }
        case 'closed':
          seats.forget(code);
          end(frame, new RoomletError(errorCodeOf(frame.code), frame.message));
      }
    },
    head: timeline.noteHead,
    moved() {
      if (state && state.status !== status()) touch();
    },
    end: (error) => end(error, error),
    abandon: (error) => settle.reject(error),
  };
}

/** Which error a command gets once the seat has ended so. */
function errorCodeOf(code: ClosedCode): ErrorCode {
  return code === 'banned' ? 'banned' : code === 'erased' ? 'not_found' : 'unauthorized';
}

/** What the service would say to this text, without asking it. */
function refusalOf(text: string): RoomletError | undefined {
  if (text === '') return new RoomletError('bad_request', 'Write something to send.');
  if (hasLoneSurrogate(text)) {
    return new RoomletError('bad_request', 'The text holds half a character; write it anew.');
  }
  const most = DEFAULT_LIMITS.textLength;
  return codePoints(text) > most
    ? new RoomletError('too_large', `Shorten the text to ${most} characters.`)
    : undefined;
}

function refuse(error: RoomletError, key = ''): Sent {
  const sent = Promise.reject(error);
  sent.catch(() => {});
  return Object.assign(sent, { key });
}
