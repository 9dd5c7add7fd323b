import {
  type CreateRoomRequest,
  type ExportRoomRequest,
  failureOf as failureOfIssues,
  type PostMessageRequest,
  type ReadEventsRequest,
  requestSchemas,
  type TakeSeatRequest,
} from '@roomlet/sdk/protocol';
import type { z } from 'zod';
import { admit } from '../room/admission.js';
import type { ExportOrder, Pieces } from '../room/exports.js';
import { historyPage } from '../room/history.js';
import { ROOM_TURN, requireHost } from '../room/moderating.js';
import { post } from '../room/posting.js';
import { Refusal, refuse } from '../room/refusal.js';
import type { Room } from '../room/room.js';
import type { Rooms } from '../room/rooms.js';
import { memberOf } from '../room/state.js';
import { enter } from './gate.js';
import type { Address } from './visitors.js';

/** Whoever makes a request, and what they name. */
export interface Caller {
  readonly visitor: Address;
  /** The room's code as written. */
  readonly room: string;
  /** The seat's token, from the Authorization header. */
  readonly token: string | undefined;
  /** Aborted when the other side has left. */
  readonly gone?: AbortSignal;
}

/** A room's export, to be written out. */
export interface RoomFile {
  readonly name: string;
  readonly format: 'json' | 'txt';
  readonly pieces: Pieces;
}

/** The requests of the HTTP interface: each takes what came in, checked here, and returns JSON. */
export class Requests {
  readonly #rooms: Rooms;
  readonly #schemas: ReturnType<typeof requestSchemas>;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
    this.#schemas = requestSchemas(rooms.settings.limits);
  }

  async createRoom(visitor: Address, body: unknown): Promise<string> {
    const request: CreateRoomRequest = check(this.#schemas.createRoom, body);
    // A key again costs no room, but it is looked up each time.
    visitor.read();
    return JSON.stringify(await this.#rooms.create(request, visitor));
  }

  async facts({ visitor, room }: Caller): Promise<string> {
    visitor.read();
    return enter(this.#rooms, visitor, { room }, async ({ facts }) => JSON.stringify(facts));
  }

  async takeSeat({ visitor: address, room: code }: Caller, body: unknown): Promise<string> {
    const request: TakeSeatRequest = check(this.#schemas.takeSeat, body);
    const { key, hostToken } = request;
    const entrance = { room: code, secrets: { key, hostToken } };
    return enter(this.#rooms, address, entrance, async (room, visitor) => {
      const { seat, token } = await admit(room, request, visitor);
      visitor.right();
      room.limits.take('commands', seat);
      room.lifetime.touch(seat);
      room.unattended(seat);
      return JSON.stringify({ seat: token, self: memberOf(room.seat(seat)) });
    });
  }

  async readEvents(caller: Caller, query: unknown): Promise<string> {
    const range: ReadEventsRequest = check(this.#schemas.readEvents, query);
    const { visitor, gone } = caller;
    visitor.read();
    return this.#asMember(caller, (room, seat) => {
      room.limits.take('httpReads', seat);
      const isGone = () => gone?.aborted ?? false;
      const place = { kind: 'page', network: visitor.network, seat, isGone } as const;
      const extra = `,"epoch":${JSON.stringify(room.state.epoch)}`;
      return historyPage(room, range, { place, extra });
    });
  }

  async postMessage(caller: Caller, body: unknown): Promise<string> {
    const message: PostMessageRequest = check(this.#schemas.postMessage, body);
    return this.#asMember(caller, async (room, seat) =>
      JSON.stringify(await post(room, seat, message)),
    );
  }

  /**
   * The room's log as a file to keep, made piece by piece as it is read.
   * @param begin takes a place among the exports of the service, or refuses.
   */
  async exportRoom(
    caller: Caller,
    query: unknown,
    begin: (order: Omit<ExportOrder, 'network'>) => Pieces,
  ): Promise<RoomFile> {
    const { format = 'json' }: ExportRoomRequest = check(this.#schemas.exportRoom, query);
    caller.visitor.read();
    return this.#asMember(caller, async (room, seat) => ({
      name: `roomlet-${room.code}.${format}`,
      format,
      pieces: begin({ room, seat, format }),
    }));
  }

  /** Erases the room for good, if the seat is a host's. */
  async eraseRoom(caller: Caller): Promise<void> {
    return this.#asMember(caller, (room, seat) => {
      room.limits.take('commands', seat);
      requireHost(room, seat);
      return room.turns.take(ROOM_TURN, () => room.erase());
    });
  }

  /** Each use of a seat counts as being there, but not as online. */
  #asMember<T>(
    { visitor: address, room: code, token }: Caller,
    work: (room: Room, seat: string) => Promise<T>,
  ): Promise<T> {
    const entrance = { room: code, secrets: { seat: token } };
    return enter(this.#rooms, address, entrance, async (room, visitor) => {
      if (token === undefined) throw refuse.noToken();
      const { seat } = await admit(room, { seat: token }, visitor);
      visitor.right();
      room.lifetime.touch(seat);
      return work(room, seat);
    });
  }
}

function check<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { code, message } = failureOfIssues(parsed.error);
  throw new Refusal(code, message);
}
