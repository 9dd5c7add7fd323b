import type { JoinOptions } from './admission.js';
import { backoff } from './backoff.js';
import { type Clock, systemClock } from './clock.js';
import { createConnection } from './connection.js';
import { isUp, type Status, statusOf } from './connection-state.js';
import { createEmitter, type Off } from './emitter.js';
import { RoomletError } from './errors.js';
import { type Read, readCreatedRoom, readFacts } from './guards.js';
import { request } from './http.js';
import { newKey } from './key.js';
import { type OwnedRoom, openRoom } from './open-room.js';
import { SOCKET_PATH } from './protocol/endpoint.js';
import type { Facts } from './protocol/event.js';
import { parseRoomCode } from './protocol/room-code.js';
import type { Room } from './room.js';
import { createSeats } from './seats.js';
import type { WebSocketLike } from './socket.js';
import { type StorageLike, safeStorage } from './storage.js';

export interface ClientOptions {
  /** The service's http(s) address, e.g. `https://chat.example`. */
  url: string;
  /** The name of new seats where joining gives none. Default 'Guest'. */
  name?: string;
  /** Keeps seats and unsent messages. Default: `localStorage` where it works; null: memory. */
  storage?: StorageLike | null;
  /** Default: the global one. Node 20 has none: pass that of `ws`. */
  WebSocket?: WebSocketLike;
  fetch?: typeof fetch;
  clock?: Clock;
  /** For the jitter of waits; [0, 1). */
  random?: () => number;
}

export interface CreateOptions {
  title?: string;
  password?: string;
  /** One's own name in it. */
  name?: string;
}

/** A room that this storage holds a seat in. */
export interface HeldSeat {
  readonly code: string;
  readonly name: string;
  readonly title?: string;
  /** When it was last joined, ms. */
  readonly at: number;
}

/** All rooms of a client share one connection, which there is only while there are rooms. */
export interface Client {
  readonly url: string;
  readonly status: Status;
  /**
   * Makes a room and joins it as its host. Safe to call again after `unavailable`: it makes no
   * second room.
   */
  createRoom(options?: CreateOptions): Promise<Room>;
  /**
   * Joins with the seat that is kept, else takes one; the same code gives the same Room. While the
   * service can't be reached it goes on trying (see `status`); `close` ends that. Rejects with what
   * the service says: `not_found`, `password_required`, `banned`, `locked`, `room_full`, …
   * @param code as it was typed: case, spaces and hyphens don't matter.
   */
  join(code: string, options?: JoinOptions): Promise<Room>;
  /** What anyone with the code may know, without joining. */
  facts(code: string): Promise<Facts>;
  /** Newest first. */
  seats(): readonly HeldSeat[];
  on(name: 'status', listener: (status: Status) => void): Off;
  /** Drops the connection and all timers; seats stay kept, and unsent messages too. */
  close(): void;
}

/** How often creating is tried while the service can't be reached. */
const TRIES = 3;

/** @throws RoomletError `bad_request` when the url is none. */
export function createClient(options: ClientOptions): Client {
  const { storage: given, clock = systemClock, random = Math.random } = options;
  const url = baseOf(options.url);
  const storage = safeStorage(given);
  const seats = createSeats(storage, `roomlet ${url}`);
  const emitter = createEmitter<{ status: Status }>();
  const rooms = new Map<string, OwnedRoom>();
  let status: Status = 'disconnected';
  let creating = { as: '', key: '' };

  const connection = createConnection({
    url: url.replace(/^http/, 'ws') + SOCKET_PATH,
    // Looked up when it is needed: importing and creating must work where there is none.
    open: (address, protocol) => {
      const Socket = options.WebSocket ?? globalThis.WebSocket;
      return new Socket(address, protocol);
    },
    clock,
    random,
    listener: {
      up: () => all((room) => room.up()),
      down: () => all((room) => room.down()),
      refused(action, code) {
        const why = action === 'stop' ? 'refused this client' : 'no longer accepts this identity';
        const mend = action === 'stop' ? 'Reload to get a newer one' : 'Join again with a new one';
        const error = new RoomletError(
          action === 'stop' ? 'unavailable' : 'unauthorized',
          `The service ${why} (close code ${code}). ${mend}.`,
        );
        all((room) => {
          if (action === 'stop' || room.identified) room.end(error);
        });
      },
      pushed: (frame) => rooms.get(frame.room)?.pushed(frame),
      heads(heads) {
        for (const [code, seq] of Object.entries(heads)) rooms.get(code)?.head(seq);
      },
      moved() {
        all((room) => room.moved());
        const now = statusOf(connection.state);
        if (now === status) return;
        status = now;
        emitter.emit('status', now);
      },
    },
  });

  function all(tell: (room: OwnedRoom) => void): void {
    for (const room of [...rooms.values()]) tell(room);
  }

  /** HTTP, with the code as the service writes it. */
  function call<T>(path: string, read: Read<T>, body?: object): Promise<T> {
    return request(options.fetch ?? globalThis.fetch.bind(globalThis), url + path, read, body);
  }

  function enter(code: string, joining: JoinOptions): Promise<Room> {
    const known = rooms.get(code);
    if (known) return known.joined;
    const room = openRoom({
      code,
      options: joining,
      defaultName: options.name ?? 'Guest',
      seats,
      storage,
      outboxAt: (member) => `roomlet ${url} ${code} ${member}`,
      clock,
      random,
      status: () => statusOf(connection.state),
      ask: connection.ask,
      tell: connection.tell,
      over() {
        rooms.delete(code);
        if (rooms.size === 0) connection.dispatch({ type: 'release' });
      },
    });
    rooms.set(code, room);
    if (isUp(connection.state)) room.up();
    else connection.dispatch({ type: 'want' });
    return room.joined;
  }

  return {
    url,
    get status() {
      return status;
    },
    on: emitter.on,

    async createRoom({ name, ...asked } = {}) {
      needSocket();
      const as = JSON.stringify(asked);
      // The key of a creation that may have worked unheard stays, till one is heard of.
      if (creating.as !== as) creating = { as, key: newKey() };
      const { key } = creating;
      for (let attempt = 0; ; attempt++) {
        try {
          const { facts, hostToken } = await call('/v1/rooms', readCreatedRoom, { key, ...asked });
          creating = { as: '', key: '' };
          return await enter(facts.code, { hostToken, ...(name !== undefined && { name }) });
        } catch (error) {
          const { code, retryAfter } = error as RoomletError;
          if (code !== 'unavailable' || attempt + 1 >= TRIES) throw error;
          const wait = retryAfter ?? backoff(attempt, random());
          await new Promise<void>((resolve) => clock.after(wait, resolve));
        }
      }
    },

    async join(input, joining = {}) {
      needSocket();
      return enter(canonical(input), joining);
    },

    facts: async (input) => call(`/v1/rooms/${canonical(input)}`, readFacts),

    seats: () =>
      seats.list().flatMap(({ seat, code, name, title, at }) => {
        return seat ? [{ code, name, at, ...(title !== undefined && { title }) }] : [];
      }),

    close() {
      connection.dispatch({ type: 'close' });
      all((room) => room.abandon(wasClosed()));
    },
  };

  function needSocket(): void {
    if (connection.state.at === 'closed') throw wasClosed();
    if (!(options.WebSocket ?? globalThis.WebSocket)) {
      throw new RoomletError(
        'unavailable',
        'There is no WebSocket here. Pass one: createClient({ url, WebSocket }), in Node 20 that of the ws package.',
      );
    }
  }
}

function wasClosed(): RoomletError {
  return new RoomletError('unavailable', 'This client was closed. Create another.');
}

function canonical(input: string): string {
  const code = parseRoomCode(input);
  if (code) return code;
  throw new RoomletError('not_found', 'This can’t be a room’s code. Codes look like k7w-q2m-x9d.');
}

/** The address without query, hash and slash at its end; relative to the page where there is one. */
function baseOf(given: string): string {
  try {
    const { origin, pathname, protocol } = new URL(given, globalThis.location?.href);
    if (/^https?:$/.test(protocol)) return (origin + pathname).replace(/\/+$/, '');
  } catch {
    // Said below.
  }
  throw new RoomletError('bad_request', 'Give url as the http(s) address of a Roomlet service.');
}
