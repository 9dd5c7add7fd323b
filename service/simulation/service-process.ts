import { CLOSE, type Command, commandSchema, DEFAULT_LIMITS } from '@roomlet/sdk/protocol';
import { Paced } from '#service/limits/pace.js';
import type { Audience } from '#service/room/audience.js';
import { Rooms } from '#service/room/rooms.js';
import type { RoomSettings } from '#service/room/settings.js';
import { failureFor } from '#service/session/failure.js';
import { Requests } from '#service/session/requests.js';
import { Session, type SessionContext } from '#service/session/session.js';
import type { Socket } from '#service/session/socket.js';
import { Visitors } from '#service/session/visitors.js';
import { sendAway } from '#service/transport/drain.js';
import type { Accuse } from './chronicle.js';
import type { Disk } from './disk.js';
import { SimulatedEngine } from './engine.js';
import { PartyClock, type Time } from './time.js';
import type { Accepted, Listening, Wire } from './wire.js';
import { type Attendance, Witness } from './witness.js';

// Made once: building a schema takes longer than a whole run.
const SCHEMA = commandSchema(DEFAULT_LIMITS);

const TRY_AGAIN_LATER = 1013;
/** How soon clients come back after a drain, ms. */
const RETRY_IN = 5_000;

export interface ServiceContext {
  readonly time: Time;
  readonly disk: Disk;
  readonly settings: RoomSettings;
  readonly accuse: Accuse;
  readonly attendance: Attendance;
  readonly clockOffset: number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Notes that something of this sort happened. */
  readonly count: (what: string) => void;
  /** ms: how slow the disk is just now. */
  readonly diskDelay: () => number;
  /** Most jobs that may wait for the disk. */
  readonly queueLimit: number;
  /** Told of each command that came. */
  readonly came: (socket: ServerSocket, command: Command) => void;
}

/** What a request says, as far as it is needed here: with a body it is a POST. */
export interface HttpRequest {
  readonly path: string;
  readonly body?: string | undefined;
  readonly token?: string | undefined;
}

/** The service from its start to its end: the real rules on a simulated engine and network. */
export class ServiceProcess implements Audience, Listening {
  readonly clock: PartyClock;
  readonly engine: SimulatedEngine;
  readonly rooms: Rooms;
  readonly startedAt: number;
  readonly sockets = new Set<ServerSocket>();
  readonly #context: ServiceContext;
  readonly #session: SessionContext;
  readonly #visitors: Visitors;
  readonly #topics = new Map<string, Set<ServerSocket>>();
  #requests: Requests | undefined;
  #isListening = true;

  constructor(context: ServiceContext) {
    const { time, disk, settings, accuse } = context;
    this.#context = context;
    this.startedAt = time.now;
    this.clock = new PartyClock(time, context.clockOffset);
    const { now, after } = this.clock;
    this.engine = new SimulatedEngine(
      disk,
      { now, after, delay: context.diskDelay },
      context.queueLimit,
    );
    const pace = new Paced({ atOnce: 1, later: (work) => after(0, work) });
    this.rooms = new Rooms(this.engine, settings, this, this.clock, pace);
    const freely = { burst: 1_000, refill: 1_000, per: 1_000 };
    const rates = {
      ...{ joins: freely, guesses: freely, rooms: freely },
      ...{ httpReads: freely, badFrames: freely, lookups: freely },
    };
    this.#visitors = new Visitors({ rates, now });
    const report = (error: unknown) => accuse('no surprises', String((error as Error)?.stack));
    const patience = { joinedWithin: 30_000, refusedJoins: 20 };
    this.#session = { rooms: this.rooms, schema: SCHEMA, clock: this.clock, report, ...patience };
  }

  accept(wire: Wire): Accepted | undefined {
    if (!this.#isListening) return undefined;
    const { accuse, attendance, count, disk, settings } = this.#context;
    const { chronicle } = disk;
    const witness = new Witness(chronicle, accuse, attendance, count, settings.limits.pageSize);
    const socket: ServerSocket = new ServerSocket(wire, witness, this.#topics, (frame) => {
      const command = JSON.parse(frame) as Command;
      witness.heard(command);
      session.text(frame, frame.length);
      this.#context.came(socket, command);
    });
    const session = new Session(socket, this.#visitors.at('192.0.2.1'), this.#session);
    this.sockets.add(socket);
    return {
      text: socket.text,
      end: () => {
        this.sockets.delete(socket);
        socket.gone();
        session.end();
      },
    };
  }

  publish(room: string, frame: string): void {
    for (const socket of [...(this.#topics.get(room) ?? [])]) socket.send(frame);
  }

  get isListening(): boolean {
    return this.#isListening;
  }

  /** A request over HTTP. @returns the answer's body. */
  async request({ path, body, token }: HttpRequest): Promise<string> {
    this.#requests ??= new Requests(this.rooms);
    const visitor = this.#visitors.at('192.0.2.1');
    const [, , , room = '', what] = path.split('/');
    const caller = { visitor, room, token };
    try {
      if (body === undefined) return await this.#requests.facts(caller);
      const input = JSON.parse(body);
      if (what === 'seats') return await this.#requests.takeSeat(caller, input);
      if (what === 'messages') {
        return await this.#requests.postMessage(caller, input);
      }
      return await this.#requests.createRoom(visitor, input);
    } catch (error) {
      return JSON.stringify({ error: failureFor(error, this.#session.report) });
    }
  }

  /** A crash. @param kept how much of the commit that is under way is kept all the same. */
  async kill(kept: number, isClientTold: (wire: Wire) => boolean): Promise<void> {
    this.#isListening = false;
    this.clock.end();
    for (const socket of this.sockets) {
      socket.witness.end();
      socket.gone();
      socket.wire.orphan(isClientTold(socket.wire));
    }
    this.sockets.clear();
    await this.engine.fail(kept);
  }

  /** The storage fails for a while, as `main` takes it. @param kept as of a crash. */
  async failStorage(kept: number): Promise<void> {
    await this.engine.fail(kept, () => {
      this.#isListening = false;
      this.rooms.abandon();
      for (const socket of [...this.sockets]) socket.close(TRY_AGAIN_LATER);
    });
  }

  recoverStorage(): void {
    this.engine.recover();
    this.#isListening = true;
  }

  /** SIGTERM: says so, lets everyone go, keeps everything. */
  async stop(): Promise<void> {
    this.#isListening = false;
    for (const socket of this.sockets) {
      socket.send(JSON.stringify({ type: 'drain', retryIn: RETRY_IN }));
    }
    const close = (socket: ServerSocket) => socket.close(CLOSE.drain);
    await sendAway(this.sockets, RETRY_IN / 2, close, this.clock, this.#context.random);
    await this.rooms.close();
    await this.engine.close();
    this.clock.end();
  }
}

/** The service's end of a wire. */
export class ServerSocket implements Socket {
  readonly #topics: Map<string, Set<ServerSocket>>;
  #isGone = false;

  constructor(
    readonly wire: Wire,
    readonly witness: Witness,
    topics: Map<string, Set<ServerSocket>>,
    /** A frame comes in. */
    readonly text: (frame: string) => void,
  ) {
    this.#topics = topics;
  }

  send(frame: string): void {
    if (this.#isGone) return;
    this.witness.said(frame);
    this.wire.send(frame);
  }

  close(code: number): void {
    if (!this.#isGone) this.wire.close(code);
  }

  subscribe(topic: string): void {
    if (this.#isGone) return;
    const sockets = this.#topics.get(topic) ?? new Set();
    this.#topics.set(topic, sockets.add(this));
  }

  unsubscribe(topic: string): void {
    const sockets = this.#topics.get(topic);
    sockets?.delete(this);
    if (sockets?.size === 0) this.#topics.delete(topic);
  }

  publish(topic: string, frame: string): void {
    for (const socket of [...(this.#topics.get(topic) ?? [])]) {
      if (socket !== this) socket.send(frame);
    }
  }

  gone(): void {
    this.#isGone = true;
    this.witness.end();
    for (const topic of [...this.#topics.keys()]) this.unsubscribe(topic);
  }
}
