import { createAdmission, type JoinOptions } from './admission.js';
import type { Clock } from './clock.js';
import { createCommands } from './commands.js';
import type { Ask, Connection, RoomPush } from './connection.js';
import type { Status } from './connection-state.js';
import { createEmitter } from './emitter.js';
import { createErrand } from './errand.js';
import { RoomletError, unreachable } from './errors.js';
import { readCommitted, readNothing } from './guards.js';
import { createOutbox, refuse } from './outbox.js';
import { patch } from './patch.js';
import type { Member, RoomEvent } from './protocol/event.js';
import { TEXT_LIMITS } from './protocol/limits.js';
import type { Joined, Moderated } from './protocol/push.js';
import { codePoints, hasLoneSurrogate, storedText } from './protocol/text.js';
import { createReadPosition } from './read-position.js';
import type { Room, RoomEvents } from './room.js';
import type { Closed, RoomState, TimelineMessage } from './room-state.js';
import { afterEvent, afterSignal, type Roster, rosterOf, type Said } from './roster.js';
import type { Seats } from './seats.js';
import type { Store } from './storage.js';
import { createTimeline, type SentMessage } from './timeline.js';
import { createTyping } from './typing.js';
import { createUnread } from './unread.js';
import type { LocksLike } from './window.js';

/** A room as its owner, the client, sees it. */
export interface OwnedRoom {
  /** Resolves when the seat is ours, rejects when it is refused. */
  readonly joined: Promise<Room>;
  /** The connection's status is another, or is known for the first time. */
  moved(): void;
  pushed(frame: RoomPush): void;
  /** Another page may have changed the store. */
  stored(): void;
  /** The log goes up to this seq. */
  head(seq: number): void;
  /** It can't go on, for a reason outside the room; the seat is kept. */
  end(error: RoomletError): void;
}

/**
 * Puts a room together from its parts.
 * @param place begins the names in the store of its unsent messages.
 * @param locks of the browser, where it has some.
 * @param over the room has ended: its owner MUST NOT tell it anything any more.
 */
export function openRoom(
  code: string,
  options: JoinOptions,
  defaultName: string | undefined,
  connection: Connection,
  seats: Seats,
  store: Store,
  place: string,
  locks: LocksLike | undefined,
  clock: Clock,
  random: () => number,
  over: () => void,
): OwnedRoom {
  const { on, emit } = createEmitter<RoomEvents & { change: undefined }>();
  let roster: Roster | undefined;
  /** The seq that the roster was true at; only later events change it. */
  let asOf = 0;
  const said: Said = new Map();
  let typists: readonly Member[] = [];
  let closed: Closed | undefined;
  let { hostToken } = options;
  let state = { messages: [] as readonly TimelineMessage[] } as RoomState;
  let sent: readonly SentMessage[] | undefined;
  let unsent = state.messages;
  let stale = false;
  let settle: readonly [(room: Room) => void, (error: RoomletError) => void];

  const joined = new Promise<Room>((...settlers) => {
    settle = settlers;
  });

  const errand = createErrand(connection.ask, clock, random);
  const commands = createCommands(code, connection.ask, () => admission.isInside);
  const timeline = createTimeline(code, commands.ask, errand, took, () => admission.enter());
  const outbox = createOutbox(
    code,
    errand,
    clock,
    store,
    place,
    locks,
    (seq) => {
      timeline.noteHead(seq);
      return timeline.at.seq >= seq;
    },
    ({ by, key }) => timeline.messages.some((one) => one.key === key && one.by.id === by.id),
    touch,
    (error) => emit('error', error),
  );
  const reading = createReadPosition(code, errand, clock);
  let unread = createUnread();
  const typing = createTyping(
    clock,
    (on) => connection.tell({ type: 'typing', room: code, on }),
    (ids) => {
      typists = roster?.members.filter(({ id }) => ids.includes(id)) ?? [];
      touch();
      emit('typing', typists);
    },
  );
  const admission = createAdmission(code, options, defaultName, seats, clock, errand, entered, end);

  /** Something may have changed. Listeners hear of it once for all that happens in one go. */
  function touch(): void {
    if (stale || !roster) return;
    stale = true;
    const before = state;
    queueMicrotask(() => {
      if (room.state !== before) emit('change', undefined);
    });
  }

  function current(): RoomState {
    const { messages: kept, hasOlder, at } = timeline;
    let { messages } = state;
    if (sent !== kept || unsent !== outbox.messages) {
      sent = kept;
      unsent = outbox.messages;
      messages = unsent.length ? [...sent, ...unsent] : sent;
    }
    const { host, id } = (roster as Roster).self;
    const read = reading.seq;
    return patch(state, {
      ...(roster as Roster),
      ...at,
      ...{ code, messages, hasOlder, closed, hostToken, read, typing: typists },
      unread: unread(kept, read, id),
      status: status(),
      isHost: !!host,
    });
  }

  function status(): Status {
    if (closed) return 'disconnected';
    const { status } = connection;
    return status === 'connected' && !admission.isInside ? 'reconnecting' : status;
  }

  function entered(answer: Joined): void {
    const again = roster;
    const goesOn = again && answer.recovered;
    roster = rosterOf(answer);
    asOf = answer.seq;
    said.clear();
    // First, so that none asked at the sight of what comes now overtakes those that wait.
    commands.resume();
    outbox.open(answer.self);
    reading.open(answer.read, answer.epoch !== timeline.at.epoch);
    timeline.load(answer, goesOn);
    touch();
    if (again && !goesOn) emit('reset', undefined);
    settle[0](room);
  }

  function took(event: RoomEvent, live: boolean, message: SentMessage | undefined): void {
    if (roster && event.seq > asOf) {
      roster = afterEvent(roster, event, said);
      // The list of one's rooms says what they and oneself are called now.
      const kept = /^r(oom|enamed)$/.test(event.kind) && seats.get(code);
      if (kept) seats.put({ ...kept, name: roster.self.name, title: roster.title });
    }
    const { by, seq, at } = event;
    if (event.kind === 'message') {
      outbox.settle(by.id, event.key, { seq, at });
      typing.heard(by.id, false);
    }
    if (event.kind === 'delete') unread = createUnread();
    touch();
    if (live) emit('event', event);
    if (live && event.kind === 'message') emit('message', message as SentMessage);
  }

  function end(error: RoomletError, why: Closed = error): void {
    closed = why;
    admission.leave();
    timeline.pause();
    typing.stop();
    reading.pause();
    outbox.end(error);
    commands.resume(error);
    over();
    touch();
    settle[1](error);
    emit('closed', closed);
  }

  const commit = (type: Ask['type'], fields: object, lasts?: boolean) =>
    commands.run(type, fields, readCommitted, lasts);

  const room: Room = {
    code,
    get state() {
      if (stale) state = current();
      stale = false;
      return state;
    },
    subscribe: (listener) => on('change', listener),
    on,

    send(raw, { replyTo } = {}) {
      const text = storedText(raw);
      const error = faultOf(text);
      if (error) return refuse(error);
      typing.sent();
      return outbox.add(text, replyTo);
    },
    retry: outbox.retry,
    discard: outbox.discard,

    loadOlder: (limit = 50) => timeline.loadOlder(limit).finally(touch),
    typing: (on = true) => typing.own(on),
    leave: () =>
      commands
        .run('leave', {}, readNothing)
        .catch((error: RoomletError) => {
          // Told to come back later: the seat is still ours. Else there is none to give up.
          if (error.retryAfter) throw error;
        })
        .then(() => pushed({ type: 'closed', room: code, code: 'left', message: 'You left.' })),

    rename: (name) => commit('rename', { name }),
    async edit(target, raw) {
      const text = storedText(raw);
      const error = faultOf(text);
      if (error) throw error;
      return commit('edit', { target, text }, true);
    },
    delete: (target) => commit('delete', { target }, true),
    react: (target, emoji, on) => commit('react', { target, emoji, on }, true),
    read(seq) {
      reading.advance(Math.min(seq, timeline.at.seq));
      touch();
    },
    async moderate(action, about?: object) {
      const done: Moderated = await commit('moderate', { action, ...about });
      // Another one from now on, if the order was for that.
      ({ hostToken = hostToken } = done);
      touch();
      return done;
    },
  };

  function pushed(frame: RoomPush): void {
    // Nothing of a room counts before its join was answered, nor after its end.
    if (!roster || closed) return;
    if (frame.type === 'event') timeline.receive(frame.event);
    else if (frame.type === 'closed') {
      const kept = seats.get(code);
      // What nobody can send any more goes, too.
      if (/left|erased/.test(frame.code)) seats.forget(code);
      else if (kept) seats.put({ ...kept, seat: undefined });
      end(new RoomletError('unauthorized', frame.message), frame);
    } else if (frame.type === 'signal') {
      const { signal } = frame;
      roster = afterSignal(roster, signal, said);
      const { id } = roster.self;
      // Of one's other tabs.
      if (signal.kind === 'read' && signal.member === id) reading.advance(signal.seq, true);
      if (signal.kind === 'typing' && signal.member !== id) typing.heard(signal.member, signal.on);
    }
    touch();
  }

  return {
    joined,
    moved() {
      touch();
      if (connection.status === 'connected') {
        admission.enter(roster && timeline.at);
      } else {
        admission.leave();
        timeline.pause();
        outbox.pause();
        reading.pause();
      }
      // Whoever waits waits in vain now.
      if (connection.state.at === 'closed') {
        settle[1](unreachable());
        commands.resume(unreachable());
        outbox.close(unreachable());
      }
    },
    pushed,
    stored: outbox.refresh,
    head: timeline.noteHead,
    end,
  };
}

/** Why a text can't be a message's, if so. */
function faultOf(text: string): RoomletError | undefined {
  const most = TEXT_LIMITS.textLength;
  const long = codePoints(text) > most;
  if (text && !hasLoneSurrogate(text) && !long) return undefined;
  const message = `Send 1 to ${most} whole characters.`;
  return new RoomletError(long ? 'too_large' : 'bad_request', message);
}
