import { RoomletError } from './errors.js';
import { FakeRoom, type FakeSeat, refusal } from './fake-room.js';
import { createSocketPair, type FakeSocket } from './fake-socket.js';
import type { Command } from './protocol/command.js';
import type { SocketLike, WebSocketLike } from './socket.js';

/**
 * A small service in memory, for tests of what is built on the SDK. It keeps rooms, seats and logs
 * as the contract says, as far as a client can tell, and can be told to misbehave.
 */
export interface FakeService {
  /** Give these to `createClient`. */
  readonly url: string;
  readonly WebSocket: WebSocketLike;
  readonly fetch: typeof fetch;
  /** Every command that came, oldest first. */
  readonly commands: readonly Command[];
  /** Open connections. */
  readonly sockets: readonly FakeSocket[];
  /** How many connections were tried. */
  readonly dials: number;
  /** Connections and requests find nobody while this is true. */
  isDown: boolean;
  readonly rooms: readonly FakeRoom[];
  room(code: string): FakeRoom;
  createRoom(options?: { title?: string; password?: string }): FakeRoom;
  /** Cuts all connections. */
  cut(code?: number): void;
  /** Sends a frame to all who are in that room. */
  push(room: FakeRoom, frame: object | string): void;
  /**
   * Answers the next commands of this type otherwise: an object is the ok's, an error the error,
   * 'silence' no answer at all, undefined what it would have been anyway.
   */
  script(type: Command['type'], ...answers: Scripted[]): void;
}

export type Scripted = object | RoomletError | 'silence' | undefined;

const LETTERS = 'bcdfghjkm';

export function createFakeService(now: () => number = Date.now): FakeService {
  const rooms = new Map<string, FakeRoom>();
  const created = new Map<string, FakeRoom>();
  const commands: Command[] = [];
  const sockets: FakeSocket[] = [];
  /** Who is in which room by which socket. */
  const inside = new Map<FakeSocket, Map<FakeRoom, FakeSeat>>();
  const scripts = new Map<string, Scripted[]>();
  let dials = 0;

  function push(room: FakeRoom, frame: object | string, except?: FakeSocket): void {
    for (const [socket, seats] of inside)
      if (seats.has(room) && socket !== except) socket.send(frame);
  }

  function forget(socket: FakeSocket): void {
    inside.delete(socket);
    const at = sockets.indexOf(socket);
    if (at >= 0) sockets.splice(at, 1);
  }

  function createRoom({ title, password }: { title?: string; password?: string } = {}): FakeRoom {
    const n = rooms.size;
    const code = `fk${LETTERS[n % 9]}-r${LETTERS[Math.floor(n / 9) % 9]}m-222`;
    const room = new FakeRoom(code, `host-${code}`, now, (of, event) =>
      push(of, { type: 'event', room: of.code, event }),
    );
    room.title = title;
    room.password = password;
    rooms.set(code, room);
    return room;
  }

  /** What a command is answered; throws the error. */
  function answer(socket: FakeSocket, command: Command): object {
    if (command.type === 'ping') {
      const heads = [...(inside.get(socket)?.keys() ?? [])].map((room) => [room.code, room.head]);
      return { at: now(), heads: Object.fromEntries(heads) };
    }
    const room = rooms.get(command.room);
    if (!room) throw refusal('not_found');
    const seats = inside.get(socket) ?? new Map<FakeRoom, FakeSeat>();
    inside.set(socket, seats);
    if (command.type === 'join') {
      const seat = room.take(command);
      seats.set(room, seat);
      const online = [...inside.values()].filter((of) => of.has(room)).length;
      return room.joined(seat, command, online);
    }
    const seat = seats.get(room);
    if (!seat) throw refusal('unauthorized');
    const by = seat.member;
    switch (command.type) {
      case 'send':
        return room.send(seat, command);
      case 'history':
        return room.page(command);
      case 'typing': {
        const signal = { kind: 'typing', member: by.id, on: command.on };
        push(room, { type: 'signal', room: room.code, signal }, socket);
        return {};
      }
      case 'rename':
        seat.member = { ...by, name: command.name };
        return room.commit({ by, kind: 'renamed', name: command.name });
      case 'edit':
        return room.change(by, { kind: 'edit', target: command.target, text: command.text });
      case 'delete':
        return room.change(by, { kind: 'delete', target: command.target });
      case 'react': {
        const { target, emoji, on } = command;
        return room.change(by, { kind: 'reaction', target, emoji, on });
      }
      case 'read': {
        seat.read = Math.max(seat.read, Math.min(command.seq, room.head));
        const signal = { kind: 'read', member: by.id, seq: seat.read };
        push(room, { type: 'signal', room: room.code, signal }, socket);
        return {};
      }
      case 'leave':
        seats.delete(room);
        room.seats.splice(room.seats.indexOf(seat), 1);
        room.commit({ by, kind: 'left' });
        return {};
      case 'moderate':
        if (command.action !== 'hosttoken') return {};
        room.hostToken += '+';
        return { seq: room.head, at: now(), hostToken: room.hostToken };
      default:
        return {};
    }
  }

  function received(socket: FakeSocket, text: string): void {
    const command = JSON.parse(text) as Command;
    commands.push(command);
    const scripted = scripts.get(command.type)?.shift();
    if (scripted === 'silence') return;
    const id = 'id' in command ? command.id : 0;
    try {
      if (scripted instanceof RoomletError) throw scripted;
      const { seq, at, ...rest } = { ...(scripted ?? answer(socket, command)) } as Record<
        string,
        unknown
      >;
      const kept = 'kind' in rest ? {} : rest;
      if (id) socket.send({ ...kept, seq, at, type: 'ok', id });
    } catch (error) {
      const { code, message, retryAfter } = error as RoomletError;
      if (id) socket.send({ type: 'error', id, code, message, retryAfter });
    }
  }

  function dial(): SocketLike {
    dials += 1;
    const [client, socket] = createSocketPair();
    if (service.isDown) socket.close(1006);
    else {
      sockets.push(socket);
      socket.received = (text) => received(socket, text);
      socket.gone = () => forget(socket);
      socket.accept();
    }
    return client;
  }

  const service: FakeService = {
    url: 'http://fake.test',
    // A constructor that returns an object of its own is one, too.
    WebSocket: function FakeWebSocket() {
      return dial();
    } as unknown as WebSocketLike,
    async fetch(input, init) {
      if (service.isDown) throw new TypeError('fetch failed');
      const [, code = '', format] =
        /rooms\/?([^/]*)(?:\/export\?format=(.*))?$/.exec(String(input)) ?? [];
      if (!init?.body) {
        const room = rooms.get(code);
        const bearer = new Headers(init?.headers).get('authorization');
        const isSeated = room?.seats.some(({ token }) => bearer === `Bearer ${token}`);
        if (format && room && !isSeated)
          return Response.json({ error: { code: 'unauthorized' } }, { status: 401 });
        if (format && room) return new Response(`${code} as ${format}`);
        return room ? Response.json(room.facts) : Response.json({ error: { code: 'not_found' } });
      }
      const body = JSON.parse(String(init.body)) as { key: string; title?: string };
      const room = created.get(body.key) ?? createRoom(body);
      created.set(body.key, room);
      return Response.json({ facts: room.facts, hostToken: room.hostToken }, { status: 201 });
    },
    commands,
    sockets,
    get dials() {
      return dials;
    },
    isDown: false,
    get rooms() {
      return [...rooms.values()];
    },
    room(code) {
      const room = rooms.get(code);
      if (!room) throw refusal('not_found');
      return room;
    },
    createRoom,
    cut(code = 1006) {
      for (const socket of [...sockets]) {
        forget(socket);
        socket.close(code);
      }
    },
    push,
    script: (type, ...answers) => {
      scripts.set(type, [...(scripts.get(type) ?? []), ...answers]);
    },
  };
  return service;
}
