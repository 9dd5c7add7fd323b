import type { ClosedCode, Facts, Signal } from '@roomlet/sdk/protocol';
import type { PasswordQueue } from '../auth/password-queue.js';
import type { Appended, Change, Commit, OpenRoom, SeatUse, Tail } from '../engine/engine.js';
import type { SeatRecord } from '../engine/record.js';
import { Buckets } from '../limits/buckets.js';
import type { Pace } from '../limits/pace.js';
import { Turns } from '../limits/turns.js';
import type { Audience, Link } from './audience.js';
import type { Shelf } from './blocks.js';
import { Census } from './census.js';
import { FanOut } from './fan-out.js';
import { KeptLog } from './kept-log.js';
import { Lifetime, type LifetimeContext, type Mortal } from './lifetime.js';
import { Links } from './links.js';
import { Networks } from './networks.js';
import { Presence } from './presence.js';
import { Reads } from './reads.js';
import { refuse } from './refusal.js';
import { SeatLimits } from './seat-limits.js';
import { SlowMode } from './slow-mode.js';
import { memberOf, RoomState } from './state.js';
import { unloggedChanges } from './unlogged.js';

/** What a room needs from around it. */
export interface RoomContext extends LifetimeContext {
  readonly audience: Audience;
  /** For joins and pages: they come in crowds. */
  readonly pace: Pace;
  readonly shelf: Shelf;
  readonly passwords: PasswordQueue;
  /** Told when nobody uses the room any more. */
  idle(room: Room): void;
  /** Told when the room was erased. */
  gone(room: Room): void;
}

/**
 * One open room: its state, who listens, and the way from a commit to everybody. The rules
 * themselves are functions over it, a file each: admission, posting, amending, moderating, seats,
 * history, exporting.
 */
export class Room implements Tail, Mortal {
  readonly code: string;
  readonly log: OpenRoom;
  readonly state: RoomState;
  readonly kept: KeptLog;
  readonly context: RoomContext;
  readonly turns = new Turns();
  readonly limits: SeatLimits;
  readonly networks: Networks;
  readonly slowMode: SlowMode;
  /** One and the same reaction going on and off, by seat, message and emoji. */
  readonly toggles: Buckets;
  readonly reads: Reads<Link>;
  readonly lifetime: Lifetime;
  readonly #presence: Presence;
  readonly #links = new Links();
  readonly #fanOut: FanOut;
  readonly #census: Census;
  #pins = 0;
  #over: 'erased' | 'abandoned' | undefined;
  /** Who wants to know of the end before everyone is told. */
  readonly #farewells = new Set<() => void>();

  constructor(log: OpenRoom, context: RoomContext) {
    const { record } = log.snapshot;
    const { settings, clock } = context;
    this.log = log;
    this.context = context;
    this.code = record.code;
    this.state = new RoomState(log.snapshot);
    this.#census = new Census(this.state);
    this.#fanOut = new FanOut(this.state, this.#links, context.audience);
    this.kept = new KeptLog(log, this.state, context.shelf, 2 * settings.limits.pageSize);
    this.networks = new Networks(settings.limits.seatsPerAddress);
    this.limits = new SeatLimits(settings, clock);
    this.slowMode = new SlowMode(this.state, log, clock, settings.limits.pageSize);
    this.toggles = new Buckets(settings.toggles);
    this.reads = new Reads(this.state, clock, {
      tell: ({ seat, seq }, from) => this.signalFrom(from, { kind: 'read', member: seat, seq }),
      keep: (reads) => this.append({ reads }),
      allows: (seat) => this.limits.allows('reads', seat),
    });
    this.lifetime = new Lifetime(this, context);
    this.#presence = new Presence(this.state, clock, {
      tell: (signal) => this.signal(signal),
      allows: (seat) => this.limits.allows('presence', seat),
    });
    log.tail(this);
    this.lifetime.plan();
  }

  get facts(): Facts {
    return this.state.facts;
  }

  /** Whether nobody uses it, so that it may be put away. */
  get idle(): boolean {
    return this.#pins === 0 && this.#links.size === 0 && this.turns.idle;
  }

  /** Whether it was erased, or abandoned. */
  get gone(): boolean {
    return this.#over !== undefined;
  }

  /** Refuses when it was erased, or abandoned. */
  mustLive(): void {
    if (this.#over === 'erased') throw refuse.noRoom();
    if (this.#over === 'abandoned') throw refuse.unavailable();
  }

  /** Keeps the room open while `work` runs. */
  async pin<T>(work: () => Promise<T>): Promise<T> {
    const unpin = this.keepOpen();
    try {
      return await work();
    } finally {
      unpin();
    }
  }

  /** Keeps the room open until what it returns is called, once. */
  keepOpen(): () => void {
    this.#pins += 1;
    return () => {
      this.#pins -= 1;
      this.#offer();
    };
  }

  /** The seat, live and not on its way out; else refuses. */
  seat(id: string): SeatRecord {
    this.mustLive();
    const seat = this.state.seats.get(id);
    if (!seat || this.#census.ending(id)) throw refuse.noSeat();
    return seat;
  }

  /** How many seats there are, or will be when what is under way is committed. */
  get population(): number {
    return this.#census.population;
  }

  /** Commits a new seat. */
  addSeat(seat: SeatRecord, change: Change): Promise<void> {
    return this.#census.during('coming', seat.id, async () => {
      await this.append({ ...change, seats: [seat], wakeAt: this.lifetime.soon });
      this.lifetime.touch(seat.id);
    });
  }

  async append(change: Change): Promise<Appended> {
    this.mustLive();
    return this.log.append(change);
  }

  /**
   * Ends a seat: `left` in the log, unless its `joined` wasn't [W14]. Its connections are told
   * `code`, all but `except`.
   */
  async endSeat(id: string, code: ClosedCode, except?: Link): Promise<Appended> {
    const seat = this.seat(id);
    let last = false;
    try {
      return await this.#census.during('ending', id, async () => {
        last = this.population === 0;
        const done = await this.append({
          ...(seat.logged && { events: [{ kind: 'left', by: memberOf(seat) }] }),
          ended: [id],
          ...(last && { patch: { emptySince: this.context.clock.now() } }),
        });
        for (const link of this.#links.of(id)) {
          this.detach(link);
          if (link !== except) link.closed(this.code, code);
        }
        return done;
      });
    } finally {
      if (last) this.lifetime.plan();
    }
  }

  /** Refuses when as many other connections hold the seat as may. */
  requirePlace(seat: string, link: Link): void {
    const { connectionsPerSeat } = this.context.settings;
    const others = this.#links.of(seat).filter((other) => other !== link);
    if (others.length >= connectionsPerSeat) throw refuse.tooManyConnections(connectionsPerSeat);
  }

  /** Gives a connection a seat; another one it had in this room is let go. */
  attach(seat: string, link: Link): void {
    const before = this.#links.seatOf(link);
    if (before === seat) return;
    this.#links.put(link, seat);
    this.log.hold(seat);
    if (before !== undefined) this.#release(before);
    link.listen(this.code);
  }

  detach(link: Link): void {
    const seat = this.#links.seatOf(link);
    if (seat === undefined) return;
    this.#links.delete(link);
    link.unlisten(this.code);
    this.#release(seat);
    this.#offer();
  }

  /**
   * A seat was taken and nobody is on it: over HTTP, or by a connection that was gone before the
   * answer. Its `joined` lets clients believe otherwise.
   */
  unattended(seat: string): void {
    if (this.state.seats.has(seat) && !this.state.online.has(seat)) this.#presence.changed(seat);
  }

  /** Tells a signal to everyone but its maker's own connection. */
  signalFrom(link: Link, signal: Signal): void {
    this.#fanOut.signal(signal, link);
    this.log.signal(signal);
  }

  /** Lets go of the engine's room; the caller has seen that it is idle, or is stopping. */
  close(): void {
    this.#stop();
    this.log.close();
  }

  /** The engine failed: what this room believes may not be so. It saves nothing and tells nobody. */
  abandon(): void {
    this.#over = 'abandoned';
    this.close();
  }

  // What the log tells (Tail).

  commit(commit: Commit): void {
    const gone = commit.ended?.filter((id) => this.state.online.has(id)) ?? [];
    const unlogged = unloggedChanges(this.state, commit);
    this.state.apply(commit);
    for (const id of commit.ended ?? []) {
      this.lifetime.forget(id);
      this.slowMode.forget(id);
      this.reads.forget(id);
      this.networks.forget(id);
    }
    this.kept.take(commit);
    for (const { json } of commit.events) this.#fanOut.event(json);
    for (const signal of unlogged) this.#fanOut.toHosts(signal);
    // A left says nothing of the count, and whose joined was not logged has none [W14].
    for (const id of gone) this.#presence.changed(id);
    for (const id of commit.ended ?? []) this.limits.forget(id);
  }

  signal(signal: Signal): void {
    this.#fanOut.signal(signal);
  }

  online(seat: string, online: boolean): void {
    if (!this.state.seats.has(seat)) return;
    if (online) this.state.online.add(seat);
    else this.state.online.delete(seat);
    this.#presence.changed(seat);
  }

  erased(): void {
    this.#over = 'erased';
    this.#stop();
    for (const farewell of this.#farewells) farewell();
    for (const link of this.#links.all()) {
      link.unlisten(this.code);
      link.closed(this.code, 'erased');
    }
    this.#links.clear();
    this.context.gone(this);
  }

  // What its lifetime does (Mortal).

  expire(seat: string): Promise<unknown> {
    return this.endSeat(seat, 'expired');
  }

  /** @param farewell called once the room is erased for good, before anyone is told. */
  async erase(farewell?: () => void): Promise<void> {
    this.mustLive();
    if (farewell) this.#farewells.add(farewell);
    try {
      await this.log.erase();
    } finally {
      if (farewell) this.#farewells.delete(farewell);
    }
  }

  async save(used: readonly SeatUse[], wakeAt: number): Promise<void> {
    const reads = this.reads.unkept;
    await this.append({
      ...(used.length > 0 && { used }),
      ...(reads.length > 0 && { reads }),
      wakeAt,
    });
    this.reads.kept(reads);
  }

  #stop(): void {
    this.lifetime.stop();
    this.#presence.stop();
    this.reads.stop();
    this.kept.close();
  }

  #release(seat: string): void {
    this.lifetime.touch(seat);
    this.log.release(seat);
  }

  #offer(): void {
    if (!this.gone && this.idle) this.context.idle(this);
  }
}
