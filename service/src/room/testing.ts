import {
  type ClosedCode,
  DEFAULT_LIMITS,
  type RoomEvent,
  type Signal,
} from '@roomlet/sdk/protocol';
import { MemoryEngine } from '../engine/memory.js';
import type { Charge } from '../limits/charges.js';
import type { Credentials } from './admission.js';
import type { Audience, Link } from './audience.js';
import type { Clock } from './clock.js';
import { type JoinRequest, join } from './joining.js';
import type { Refusal } from './refusal.js';
import type { Room } from './room.js';
import { Rooms } from './rooms.js';
import type { RoomSettings } from './settings.js';
import type { Visitor } from './visitor.js';

/** A world for tests of the rules: no disk, no network, and time that passes when told to. */

export class FakeClock implements Clock {
  #now = 1_000_000;
  #timers: { at: number; work: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, work: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, ms), work };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Forgets all timers, as the death of a process does. */
  clear(): void {
    this.#timers = [];
  }

  /** Lets time pass, and everything happen that was due in it, one after another. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.work();
      await settled();
    }
    this.#now = end;
    await settled();
  }
}

/** Resolves when everything that needs no time has happened. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** A link that notes what it is told, and hears what is published to the rooms it listens to. */
export class FakeLink implements Link {
  open = true;
  network = '192.0.2.1';
  readonly rooms = new Set<string>();
  readonly heard: { type: string; event?: RoomEvent; signal?: Signal }[] = [];
  readonly closedWith: ClosedCode[] = [];
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  listen(room: string): void {
    this.rooms.add(room);
  }

  unlisten(room: string): void {
    this.rooms.delete(room);
  }

  send(frame: string): void {
    this.heard.push(JSON.parse(frame));
  }

  publish(room: string, frame: string): void {
    this.#world.publish(room, frame, this);
  }

  closed(_room: string, code: ClosedCode): void {
    this.closedWith.push(code);
  }

  get events(): RoomEvent[] {
    return this.heard.flatMap(({ event }) => event ?? []);
  }

  get signals(): Signal[] {
    return this.heard.flatMap(({ signal }) => signal ?? []);
  }
}

/** What a join's `ok` carried, as far as tests look at it. */
export interface JoinedFields {
  seat: string;
  read?: number;
  self: { id: string; name: string; host?: true };
  seq: number;
  first: number;
  epoch: string;
  recovered: boolean;
  online: number;
  members: { id: string; online: boolean; read?: number }[];
  events: RoomEvent[];
}

const FREELY = { burst: 1_000, refill: 1_000, per: 1_000 };

export class World implements Audience {
  readonly clock = new FakeClock();
  readonly engine: MemoryEngine;
  readonly settings: RoomSettings;
  readonly visitor: ReturnType<typeof fakeVisitor>;
  rooms: Rooms;
  readonly #links: FakeLink[] = [];

  constructor(settings: Partial<RoomSettings> = {}, limits: Partial<RoomSettings['limits']> = {}) {
    this.settings = {
      limits: { ...DEFAULT_LIMITS, seatsPerAddress: 10_000, ...limits },
      sends: FREELY,
      commands: { burst: 40, refill: 20, per: 1_000 },
      amends: { burst: 30, refill: 5, per: 1_000 },
      renames: { burst: 5, refill: 6, per: 60_000 },
      typing: { burst: 2, refill: 2, per: 1_000 },
      reads: { burst: 2, refill: 2, per: 1_000 },
      presence: { burst: 2, refill: 2, per: 1_000 },
      httpReads: { burst: 60, refill: 10, per: 1_000 },
      connectionsPerSeat: 30,
      toggles: { burst: 40, refill: 6, per: 60_000 },
      passwords: { rate: FREELY, perAddress: 100, perRoom: 100, inAll: 100 },
      seatGrace: 120_000,
      roomGrace: 300_000,
      ...settings,
    };
    const { logMessages, logLength } = this.settings.limits;
    this.engine = new MemoryEngine({ logMessages, logLength, now: () => this.clock.now() });
    this.rooms = new Rooms(this.engine, this.settings, this, this.clock);
    this.visitor = fakeVisitor();
  }

  /** The service is killed, with nothing saved, and another starts on the same engine. */
  restart(): void {
    this.clock.clear();
    this.rooms = new Rooms(this.engine, this.settings, this, this.clock);
  }

  publish(room: string, frame: string, except?: FakeLink): void {
    for (const link of this.#links) {
      if (link !== except && link.rooms.has(room)) link.heard.push(JSON.parse(frame));
    }
  }

  link(): FakeLink {
    const link = new FakeLink(this);
    this.#links.push(link);
    return link;
  }

  async room(password?: string): Promise<{ code: string; hostToken: string }> {
    const { facts, hostToken } = await this.rooms.create({ password }, this.visitor);
    return { code: facts.code, hostToken };
  }

  async use<T>(code: string, work: (room: Room) => Promise<T>): Promise<T> {
    const done = await this.rooms.use(code, async (room) => [await work(room)] as const);
    if (!done) throw new Error(`no room ${code}`);
    return done[0];
  }

  /** Joins; resolves with the `ok`'s fields and what the link had heard by then. */
  async join(
    code: string,
    link: FakeLink,
    request: JoinRequest,
    visitor: Visitor = this.visitor,
  ): Promise<JoinedFields> {
    let fields: JoinedFields | undefined;
    await this.use(code, (room) =>
      join(room, link, request, visitor, (_seat, body) => {
        fields = JSON.parse(body);
      }),
    );
    if (!fields) throw new Error('no reply');
    return fields;
  }

  joinAs(code: string, name: string, more: Credentials = {}) {
    return this.join(code, this.link(), { name, ...more });
  }
}

/** A visitor with all to spend, until `usedUp`. */
export function fakeVisitor(network = '192.0.2.1') {
  const charge = (kind: 'seats' | 'rooms'): Charge => {
    visitor[kind] += 1;
    let isSettled = false;
    return {
      spend() {
        isSettled = true;
      },
      refund() {
        if (!isSettled) visitor[kind] -= 1;
        isSettled = true;
      },
    };
  };
  const visitor = {
    network,
    networks: [{ name: network, share: 1 }],
    /** Guesses that were wrong. */
    wrongs: 0,
    /** New seats that were charged and not refunded. */
    seats: 0,
    rooms: 0,
    usedUp: false,
    guard() {
      if (this.usedUp) throw new Error('used up');
    },
    wrong(refusal: Refusal) {
      this.wrongs += 1;
      return refusal;
    },
    right() {},
    takeSeat: () => charge('seats'),
    createRoom: () => charge('rooms'),
  };
  return visitor;
}
