import type { JoinOptions } from './admission.js';
import { type Clock, systemClock } from './clock.js';
import { createConnection } from './connection.js';
import type { Status } from './connection-state.js';
import { createEmitter, type Off } from './emitter.js';
import { RoomletError } from './errors.js';
import { readCreatedRoom, readFacts } from './guards.js';
import { download, request } from './http.js';
import { newKey } from './key.js';
import { type OwnedRoom, openRoom } from './open-room.js';
import { SOCKET_PATH, SUBPROTOCOL } from './protocol/endpoint.js';
import type { Facts } from './protocol/event.js';
import { parseRoomCode } from './protocol/room-code.js';
import type { Room } from './room.js';
import { createSeats } from './seats.js';
import type { WebSocketLike } from './socket.js';
import { createStore, type StorageLike } from './storage.js';
import { listen, type WindowLike } from './window.js';

export interface ClientOptions {
  /** The service's http(s) address, e.g. `https://chat.example`; in a page it may be relative. */
  url: string;
  /** The name of new seats where joining gives none. Default 'Host' with a host token, else 'Guest'. */
  name?: string;
  /**
   * Keeps seats and unsent messages. Default: `localStorage` where it works; null: memory. Pages with
   * the same one are the same person and share what is unsent; they hear of each other's changes if
   * it is `localStorage`.
   */
  storage?: StorageLike | null;
  /** Default: the global one. Node 20 has none: pass that of `ws`. */
  WebSocket?: WebSocketLike;
  fetch?: typeof fetch;
  /** Default: the global object. For tests that play several pages of one browser. */
  window?: WindowLike;
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
  readonly title?: string | undefined;
  /** When it was last joined, ms. */
  readonly at: number;
}

/** All rooms of a client share one connection, which there is only while there are rooms. */
export interface Client {
  readonly url: string;
  readonly status: Status;
  /**
   * Makes a room and joins it as its host. Calling it again after `unavailable` makes no second
   * room, though the first may have been made unheard.
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
  /**
   * All that a room still keeps, as a file: `txt` to read, `json` as the wire contract has it. For
   * rooms that this storage holds a seat in; else it rejects with `unauthorized`.
   */
  exportRoom(code: string, format: 'txt' | 'json'): Promise<Blob>;
  /** Newest first. */
  seats(): readonly HeldSeat[];
  on(name: 'status', listener: (status: Status) => void): Off;
  /**
   * Drops the connection and all timers; promises that wait reject (`unavailable`). Seats stay kept,
   * and unsent messages too: the next page sends them.
   */
  close(): void;
}

/** @throws TypeError when the url is none. */
export function createClient({
  url: given,
  name: defaultName,
  window = globalThis as WindowLike,
  storage,
  // Looked up here and not when it is needed: importing still works where there is none.
  WebSocket = globalThis.WebSocket,
  fetch = globalThis.fetch,
  clock = systemClock,
  random = Math.random,
}: ClientOptions): Client {
  const { origin, pathname } = new URL(given, window.location?.href);
  const url = origin + pathname.replace(/\/$/, '');
  const prefix = `roomlet ${url} `;
  // Even naming localStorage throws where it is blocked, as does using what is null.
  const store = createStore(
    () => (storage === undefined ? window.localStorage : storage) as StorageLike,
  );
  const seats = createSeats(store, prefix);
  const { on, emit } = createEmitter<{ status: Status }>();
  const rooms = new Map<string, OwnedRoom>();
  /** The keys of creations whose answer hasn't come, by what they were to create. */
  const creating: Record<string, string> = {};

  const connection = createConnection(
    () => new WebSocket(url.replace('http', 'ws') + SOCKET_PATH, SUBPROTOCOL),
    clock,
    random,
    {
      moved(status) {
        for (const room of rooms.values()) {
          room.moved();
          if (connection.state.at === 'stopped') {
            const message = 'Refused by the service. Reload.';
            room.end(new RoomletError('unauthorized', message));
          }
        }
        emit('status', status);
      },
      pushed: (frame) => rooms.get(frame.room)?.pushed(frame),
      ponged({ heads }) {
        for (const code in heads) rooms.get(code)?.head(heads[code] as number);
      },
    },
  );

  const life = listen(
    window,
    () => connection.dispatch({ type: 'prompt' }),
    ({ key }) => {
      if (key === null || key?.startsWith(prefix)) for (const room of rooms.values()) room.stored();
    },
  );

  function enter(input: string, options: JoinOptions): Promise<Room> {
    const code = canonical(input);
    if (!WebSocket) throw new RoomletError('unavailable', 'Pass a WebSocket.');
    let room = rooms.get(code);
    if (!room) {
      room = openRoom(
        code,
        options,
        defaultName,
        connection,
        seats,
        store,
        `${prefix + code} `,
        window.navigator?.locks,
        clock,
        random,
        () => {
          rooms.delete(code);
          if (!rooms.size) connection.dispatch({ type: 'release' });
        },
      );
      rooms.set(code, room);
      connection.dispatch({ type: 'want' });
      room.moved();
    }
    return room.joined;
  }

  return {
    url,
    get status() {
      return connection.status;
    },
    on,

    async createRoom({ name, ...room } = {}) {
      const what = JSON.stringify(room);
      const key = creating[what] ?? newKey();
      // Not while it is under way: who asks twice at once wants two rooms.
      delete creating[what];
      const made = request(fetch, `${url}/v1/rooms`, readCreatedRoom, { key, ...room });
      made.catch(() => {
        creating[what] = key;
      });
      const { facts, hostToken } = await made;
      return enter(facts.code, { name, hostToken });
    },

    join: async (code, options = {}) => enter(code, options),
    facts: async (code) => request(fetch, `${url}/v1/rooms/${canonical(code)}`, readFacts),
    exportRoom: async (input, format) => {
      const code = canonical(input);
      const address = `${url}/v1/rooms/${code}/export?format=${format}`;
      return download(fetch, address, seats.get(code)?.seat);
    },
    seats: () =>
      seats
        .list()
        .filter(({ seat }) => seat)
        .map(({ key: _key, seat: _seat, ...held }) => held),

    close() {
      connection.dispatch({ type: 'close' });
      life.abort();
    },
  };
}

function canonical(input: string): string {
  const code = parseRoomCode(input);
  if (code) return code;
  throw new RoomletError('not_found', 'Check the code.');
}
