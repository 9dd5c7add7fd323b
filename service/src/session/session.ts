import {
  CLOSE,
  type ClosedCode,
  type Command,
  type CommandOf,
  type commandSchema,
  decodeCommand,
  type Failure,
  parseRoomCode,
  readableId,
} from '@roomlet/sdk/protocol';
import { Bucket } from '../limits/bucket.js';
import { Turns } from '../limits/turns.js';
import type { Link } from '../room/audience.js';
import type { Clock } from '../room/clock.js';
import { closedFrame } from '../room/frames.js';
import { join } from '../room/joining.js';
import { refuse } from '../room/refusal.js';
import type { Room } from '../room/room.js';
import type { Rooms } from '../room/rooms.js';
import type { Visitor } from '../room/visitor.js';
import { type MemberCommand, runCommand } from './commands.js';
import { type FailureReport, failureFor } from './failure.js';
import { enter } from './gate.js';
import type { Socket } from './socket.js';
import { Strikes } from './strikes.js';

/** How long a connection may stay without trying to join [W13], ms. */
const JOIN_WITHIN = 10_000;

export interface SessionContext {
  readonly rooms: Rooms;
  readonly schema: ReturnType<typeof commandSchema>;
  readonly clock: Clock;
  readonly report: FailureReport;
}

/** A connection's life: no join tried yet, in use, over. */
type State =
  | { readonly name: 'fresh'; readonly cancelTimer: () => void }
  | { readonly name: 'active' }
  | { readonly name: 'over' };

/** A room this connection is in, and as whom. */
interface Membership {
  readonly room: Room;
  readonly seat: string;
}

/** One connection: reads frames, keeps its limits, and gives each command its one reply [W2]. */
export class Session implements Link {
  readonly #socket: Socket;
  readonly #visitor: Visitor;
  readonly #context: SessionContext;
  readonly #memberships = new Map<string, Membership>();
  /** Joins and leaves of one room take turns; what is said to the room after them waits. */
  readonly #turns = new Turns();
  readonly #joining = new Set<string>();
  readonly #bucket: Bucket;
  readonly #strikes = new Strikes(20, 60_000);
  #state: State;

  constructor(socket: Socket, visitor: Visitor, context: SessionContext) {
    this.#socket = socket;
    this.#visitor = visitor;
    this.#context = context;
    this.#bucket = new Bucket(context.rooms.settings.commands, context.clock.now());
    const cancelTimer = context.clock.after(JOIN_WITHIN, () => {
      socket.close(CLOSE.noJoin, 'Join a room within 10 s of opening.');
    });
    this.#state = { name: 'fresh', cancelTimer };
  }

  get open(): boolean {
    return this.#state.name !== 'over';
  }

  get network(): string {
    return this.#visitor.network;
  }

  // What the socket tells.

  /** A text frame. @param bytes its length on the wire. */
  text(frame: string, bytes: number): void {
    if (!this.open) return;
    const { frameBytes } = this.#context.rooms.settings.limits;
    if (bytes > 4 * frameBytes) {
      this.#socket.close(CLOSE.tooLarge, `Frames may have up to ${frameBytes} bytes.`);
      return;
    }
    if (bytes > frameBytes) {
      const message = `Frames may have up to ${frameBytes} bytes; this one has ${bytes}.`;
      this.#unreadable(readableId(frame), { code: 'too_large', message });
      return;
    }
    const decoded = decodeCommand(this.#context.schema, frame);
    if (decoded.ok) this.#command(decoded.command);
    else this.#unreadable(decoded.id, decoded.error);
  }

  binary(): void {
    this.#socket.close(CLOSE.binary, 'Send text frames.');
  }

  /** The socket is gone. */
  end(): void {
    if (this.#state.name === 'fresh') this.#state.cancelTimer();
    this.#state = { name: 'over' };
    for (const { room } of this.#memberships.values()) room.detach(this);
    this.#memberships.clear();
  }

  // What rooms tell (Link).

  listen(room: string): void {
    this.#socket.subscribe(room);
  }

  unlisten(room: string): void {
    this.#socket.unsubscribe(room);
  }

  send(frame: string): void {
    this.#socket.send(frame);
  }

  publish(room: string, frame: string): void {
    this.#socket.publish(room, frame);
  }

  closed(room: string, code: ClosedCode): void {
    this.#memberships.delete(room);
    this.#socket.send(closedFrame(room, code));
  }

  #command(command: Command): void {
    const id = command.type === 'typing' ? undefined : command.id;
    if (command.type === 'join' && this.#state.name === 'fresh') {
      this.#state.cancelTimer();
      this.#state = { name: 'active' };
    }
    // Empty for what can't be a code, which no membership has.
    const code = command.type === 'ping' ? '' : (parseRoomCode(command.room) ?? '');
    // A member's messages have a limit of their own, kept by seat.
    const isMessage = command.type === 'send' && this.#memberships.has(code);
    const wait = isMessage ? 0 : this.#bucket.take(this.#context.clock.now());
    const done =
      wait > 0 ? Promise.reject(refuse.tooMany('commands', wait)) : this.#run(command, code);
    done.catch((error: unknown) => this.#error(id, failureFor(error, this.#context.report)));
  }

  async #run(command: Command, code: string): Promise<void> {
    switch (command.type) {
      case 'join':
        return this.#join(command, code);
      case 'ping':
        return this.#ok(command.id, JSON.stringify(this.#pong()));
      case 'leave':
        return this.#turns.take(code, () => this.#leave(command, code));
      default: {
        const joined = this.#turns.settled(code);
        if (joined) await joined;
        return this.#toMember(command, code);
      }
    }
  }

  async #join(command: CommandOf<'join'>, code: string): Promise<void> {
    const { roomsPerConnection } = this.#context.rooms.settings.limits;
    if (!this.#memberships.has(code)) {
      this.#joining.add(code);
      if (new Set([...this.#joining, ...this.#memberships.keys()]).size > roomsPerConnection) {
        this.#joining.delete(code);
        throw refuse.tooManyRooms(roomsPerConnection);
      }
    }
    const { seat, key, hostToken } = command;
    const hasToken = seat !== undefined || key !== undefined || hostToken !== undefined;
    const { rooms } = this.#context;
    try {
      await this.#turns.take(code, () =>
        enter(rooms, this.#visitor, command.room, hasToken, (room) =>
          join(room, this, command, this.#visitor, (seat, body) => {
            this.#memberships.set(code, { room, seat });
            this.#ok(command.id, body);
          }),
        ),
      );
    } finally {
      this.#joining.delete(code);
    }
  }

  async #leave(command: CommandOf<'leave'>, code: string): Promise<void> {
    const { room, seat } = await this.#membership(command.room, code);
    await room.endSeat(seat, 'left', this);
    this.#memberships.delete(code);
    this.#ok(command.id, '{}');
  }

  async #toMember(command: MemberCommand, code: string): Promise<void> {
    const known = this.#memberships.get(code);
    const { room, seat } = known ?? (await this.#membership(command.room, code));
    await runCommand(room, seat, command, this, (body) => {
      if (command.type !== 'typing') this.#ok(command.id, body);
    });
  }

  /** Where this connection is in a room; else refuses, and a wrong code counts as a guess [W3]. */
  async #membership(input: string, code: string): Promise<Membership> {
    const membership = this.#memberships.get(code);
    if (membership) return membership;
    return enter(this.#context.rooms, this.#visitor, input, false, async () => {
      throw refuse.notJoined();
    });
  }

  #pong(): { at: number; heads: Record<string, number> } {
    const heads: Record<string, number> = {};
    for (const [code, { room }] of this.#memberships) heads[code] = room.state.head;
    return { at: this.#context.clock.now(), heads };
  }

  #unreadable(id: number | undefined, failure: Failure): void {
    this.#error(id, failure);
    if (this.#strikes.strike(this.#context.clock.now())) {
      this.#socket.close(CLOSE.badFrames, 'Too many frames that could not be read.');
    }
  }

  /** @param body the reply's own fields as a JSON object. */
  #ok(id: number, body: string): void {
    const fields = body === '{}' ? '}' : `,${body.slice(1)}`;
    this.#socket.send(`{"type":"ok","id":${id}${fields}`);
  }

  #error(id: number | undefined, failure: Failure): void {
    this.#socket.send(
      JSON.stringify({ type: 'error', ...(id !== undefined && { id }), ...failure }),
    );
  }
}
