import { backoff } from './backoff.js';
import type { Clock } from './clock.js';
import type { Ask, Reply } from './connection.js';
import type { Off } from './emitter.js';
import { errorOf, type RoomletError } from './errors.js';
import { readJoined } from './guards.js';
import { newKey } from './key.js';
import type { Joined } from './protocol/push.js';
import type { KeptSeat, Seats } from './seats.js';

/** How a person enters a room. Secrets are used until the room was entered once, then dropped. */
export interface JoinOptions {
  /** For a new seat. Default: the client's, else 'Guest'. A kept seat keeps its name. */
  name?: string;
  password?: string;
  /** Makes the seat a host's. */
  hostToken?: string;
  /** A token of the site that embeds the room, saying who this is. */
  identity?: string;
  /** How many of the newest events to start with, 1–200; the service's default is 50. */
  tail?: number;
}

/**
 * Where one seat stands. `outside`: no connection. `asking`: a join is on its way. `waiting`: told
 * to come back later. `inside`: joined on this connection. `ended`: for good.
 */
export type AdmissionState =
  | { readonly at: 'outside' | 'asking' | 'inside' | 'ended' }
  | { readonly at: 'waiting'; readonly cancel: Off };

export interface AdmissionParts {
  readonly code: string;
  readonly options: JoinOptions;
  readonly defaultName: string;
  readonly seats: Seats;
  readonly clock: Clock;
  readonly random: () => number;
  ask(command: Ask, reply: Reply): void;
  /** How far the view has got, if there is one [W8]. */
  since(): { epoch: string; seq: number } | undefined;
  /** @param before the id of the member whose kept seat had ended, when this is a new one. */
  entered(joined: Joined, before: string | undefined): void;
  /** The service refuses this seat for good. */
  refused(error: RoomletError): void;
}

/** Gets a room's seat and, after every loss of the connection, gets back to it. */
export interface Admission {
  readonly state: AdmissionState;
  /** There is a connection, or the view must start anew: joins, going on from `since` or not. */
  enter(anew?: boolean): void;
  /** The connection is gone. */
  leave(): void;
  end(): void;
}

/** What passes by itself, so that a seat that exists is asked for again. */
const PASSING: readonly string[] = ['unavailable', 'rate_limited', 'internal'];
/** What says that the kept seat is worth nothing any more. */
const GONE: readonly string[] = ['unauthorized', 'not_found', 'banned'];

export function createAdmission(parts: AdmissionParts): Admission {
  const { code, options, seats, clock, random } = parts;
  let state: AdmissionState = { at: 'outside' };
  let attempt = 0;
  /** Until the first answer that lets us in, a refusal is the caller's to see. */
  let everInside = false;
  /** The kept seat that turned out to have ended. */
  let ended: KeptSeat | undefined;

  function go(next: AdmissionState): AdmissionState {
    if (state.at === 'waiting') state.cancel();
    state = next;
    return next;
  }

  function enter(anew = false): void {
    if (state.at === 'ended') return;
    const { password, hostToken, identity, tail } = options;
    const name = options.name ?? ended?.name ?? parts.defaultName;
    const kept = seats.get(code) ?? { code, key: newKey(), name, at: clock.now() };
    // Before it is sent: should the answer be lost, even with the page, the same key brings the
    // same seat.
    if (!kept.seat) seats.put({ ...kept, name });
    const since = anew ? undefined : parts.since();
    const mine = go({ at: 'asking' });
    parts.ask(
      {
        type: 'join',
        room: code,
        ...(kept.seat
          ? { seat: kept.seat }
          : {
              key: kept.key,
              ...((options.name !== undefined || identity === undefined) && { name }),
              ...(password !== undefined && { password }),
            }),
        ...(!everInside && {
          ...(hostToken !== undefined && { hostToken }),
          ...(identity !== undefined && { identity }),
        }),
        ...(since && { since }),
        ...(tail !== undefined && { tail }),
      },
      (answer) => {
        if (state !== mine) return;
        const joined = readJoined(answer);
        if (joined) inside(joined, kept);
        else refused(errorOf(answer), kept);
      },
    );
  }

  function inside(joined: Joined, kept: KeptSeat): void {
    go({ at: 'inside' });
    attempt = 0;
    everInside = true;
    const { self, seat, facts } = joined;
    const hostToken = options.hostToken ?? kept.hostToken;
    const { key } = kept;
    const { id, name } = self;
    seats.put({
      ...{ code, key, name, seat, id, at: clock.now() },
      ...(facts.title !== undefined && { title: facts.title }),
      ...(hostToken !== undefined && { hostToken }),
    });
    parts.entered(joined, ended?.id === id ? undefined : ended?.id);
  }

  function refused(error: RoomletError, kept: KeptSeat): void {
    const seated = kept.seat !== undefined;
    if (everInside || seated ? PASSING.includes(error.code) : error.code === 'unavailable') {
      const wait = error.retryAfter ?? backoff(++attempt, random());
      go({ at: 'waiting', cancel: clock.after(wait, () => enter()) });
      return;
    }
    if (error.code === 'unauthorized' && seated && !everInside) {
      // The kept seat has ended: once, a new one is taken instead.
      ended = kept;
      seats.forget(code);
      go({ at: 'outside' });
      enter();
      return;
    }
    if (!seated || GONE.includes(error.code)) seats.forget(code);
    // With a wrong host token or identity a good seat is refused in the same words: it stays kept.
    if (ended && error.code === 'unauthorized') seats.put(ended);
    go({ at: 'ended' });
    parts.refused(error);
  }

  return {
    get state() {
      return state;
    },
    enter,
    leave() {
      if (state.at !== 'ended') go({ at: 'outside' });
    },
    end() {
      go({ at: 'ended' });
    },
  };
}
