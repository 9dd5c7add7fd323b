import type { Clock } from './clock.js';
import type { Errand } from './errand.js';
import { errorOf, RoomletError } from './errors.js';
import { readJoined } from './guards.js';
import { newKey } from './key.js';
import type { Joined } from './protocol/push.js';
import type { KeptSeat, Seats } from './seats.js';

/** How a person enters a room. Secrets are used until the room was entered once, and never stored. */
export interface JoinOptions {
  /** For a new seat. Default: the client's. A kept seat keeps its name. */
  name?: string | undefined;
  password?: string | undefined;
  /** Makes the seat a host's. */
  hostToken?: string | undefined;
  /** A token of the site that embeds the room, saying who this is. */
  identity?: string | undefined;
  /** How many of the newest events to start with, 1–200; the service's default is 50. */
  tail?: number | undefined;
}

/** Where one is, in a log: what recovery goes on from [W8]. */
export interface Since {
  epoch: string;
  seq: number;
}

/** Gets a room's seat and, after every loss of the connection, gets back to it. */
export interface Admission {
  /** Joined on this connection. */
  readonly isInside: boolean;
  /** There is a connection: joins, and the view goes on from `since` or else starts anew. */
  enter(since?: Since): void;
  /** The connection is gone, or the room has ended. */
  leave(): void;
}

/**
 * @param refused the service refuses this seat for good.
 */
export function createAdmission(
  code: string,
  { name: asked, password, hostToken, identity, tail }: JoinOptions,
  defaultName: string | undefined,
  seats: Seats,
  clock: Clock,
  errand: Errand,
  entered: (joined: Joined) => void,
  refused: (error: RoomletError) => void,
): Admission {
  let isInside = false;
  let stop = () => {};
  /**
   * The seat we were last inside on. It may end, or be given up on another page, while this one is
   * away: then this one is out as well, and never comes back as somebody new unasked.
   */
  let held: KeptSeat | undefined;
  /** The kept seat that was refused, should it turn out to be good all the same. */
  let doubted: KeptSeat | undefined;

  function enter(since?: Since): void {
    leave();
    const stored = seats.get(code);
    if (held && !stored) {
      stop = clock.after(0, () =>
        refused(new RoomletError('unauthorized', 'Left on another page.')),
      );
      return;
    }
    // Another page may have taken a new seat since.
    const known = stored?.seat ? stored : (held ?? stored);
    // Guests without a name get another than a host without one: the service lets none copy it.
    const unnamed = () => defaultName ?? (hostToken ? 'Host' : 'Guest');
    const name = asked ?? known?.name ?? (identity ? undefined : unnamed());
    const kept = known ?? { code, key: newKey(), name: name ?? '', at: clock.now() };
    const { key, seat } = kept;
    // Before it is sent: should the answer be lost, even with the page, the same key brings the
    // same seat.
    if (!held) seats.put(kept);
    stop = errand(
      {
        ...{ type: 'join', room: code, since, tail },
        ...(seat ? { seat } : { key, name, password }),
        ...(!held && { hostToken, identity }),
      },
      (answer) => {
        const joined = readJoined(answer);
        if (joined) inside(joined, kept);
        else refusedWith(errorOf(answer), kept);
      },
      // Who has no seat yet wants to hear of all but an outage.
      !!seat,
    );
  }

  function inside(joined: Joined, kept: KeptSeat): void {
    const { self, seat, facts } = joined;
    // All there is to keep: from here on the seat proves the host, and the host token isn't stored.
    held = { code, key: kept.key, seat, name: self.name, title: facts.title, at: clock.now() };
    seats.put(held);
    isInside = true;
    doubted = undefined;
    entered(joined);
  }

  function refusedWith(error: RoomletError, kept: KeptSeat): void {
    const unknown = error.code === 'unauthorized';
    if (error.code === 'not_found') seats.forget(code);
    else if (unknown && seats.get(code)?.seat === kept.seat)
      seats.put({ ...kept, seat: undefined });
    // From then on a refusal is the room's end; till then it is the caller's to see.
    if (unknown && kept.seat && !held) {
      // The kept seat has ended: once, a new one is taken instead.
      doubted = kept;
      enter();
    } else {
      // A good seat with a wrong host token or identity is refused in the same words: it stays.
      if (unknown && doubted) seats.put(doubted);
      refused(error);
    }
  }

  function leave(): void {
    isInside = false;
    stop();
  }

  return {
    get isInside() {
      return isInside;
    },
    enter,
    leave,
  };
}
