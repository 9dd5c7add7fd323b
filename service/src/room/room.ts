import type { ClosedCode, Facts, Signal } from '@roomlet/sdk/protocol';
import type {
  Appended,
  Change,
  Commit,
  OpenRoom,
  SeatUse,
  StoredEvent,
  Tail,
} from '../engine/engine.js';
import type { SeatRecord } from '../engine/record.js';
import type { Audience, Link } from './audience.js';
import { Buckets } from './bucket.js';
import { eventFrame, signalFrame } from './frames.js';
import { Lifetime, type LifetimeContext, type Mortal } from './lifetime.js';
import { Presence } from './presence.js';
import { Recent } from './recent.js';
import { refuse } from './refusal.js';
import { memberOf, RoomState } from './state.js';
import { Turns } from './turns.js';

const RECENT_CHARACTERS = 262_144;

/** What a room needs from around it. */
export interface RoomContext extends LifetimeContext {
  readonly audience: Audience;
  /** Told when nobody uses the room any more. */
  idle(room: Room): void;
  /** Told when the room was erased. */
  gone(room: Room): void;
}

/**
 * One open room: its state, who listens, and the way from a commit to everybody. The rules
 * themselves are functions over it, a file each: admission, posting, seats, history.
 */
export class Room implements Tail, Mortal {
  readonly code: string;
  readonly log: OpenRoom;
  readonly state: RoomState;
  readonly recent: Recent;
  readonly context: RoomContext;
  readonly turns = new Turns();
  readonly sendBuckets: Buckets;
  /** For sends that make nothing, refused or repeated: each is a question to the disk. */
  readonly vainBuckets: Buckets;
  readonly lifetime: Lifetime;
  readonly #presence: Presence;
  /** Which seat each connection holds. */
  readonly #links = new Map<Link, string>();
  /** Seats whose beginning or end is on its way to the log. */
  readonly #coming = new Set<string>();
  readonly #ending = new Set<string>();
  #pins = 0;
  #erased = false;

  constructor(log: OpenRoom, context: RoomContext) {
    const { record } = log.snapshot;
    const { settings, clock } = context;
    this.log = log;
    this.context = context;
    this.code = record.code;
    this.state = new RoomState(log.snapshot);
    this.recent = new Recent(2 * settings.limits.pageSize, RECENT_CHARACTERS);
    this.sendBuckets = new Buckets(settings.sends);
    this.vainBuckets = new Buckets(settings.commands);
    this.lifetime = new Lifetime(this, context);
    this.#presence = new Presence(this.state, clock, (signal) => this.signal(signal));
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

  /** Whether it was erased. */
  get gone(): boolean {
    return this.#erased;
  }

  /** Keeps the room open while `work` runs. */
  async pin<T>(work: () => Promise<T>): Promise<T> {
    this.#pins += 1;
    try {
      return await work();
    } finally {
      this.#pins -= 1;
      this.#offer();
    }
  }

  /** The seat, live and not on its way out; else refuses. */
  seat(id: string): SeatRecord {
    const seat = this.state.seats.get(id);
    if (!seat || this.#ending.has(id)) throw refuse.noSeat();
    return seat;
  }

  /** How many seats there are, or will be when what is under way is committed. */
  get population(): number {
    const { seats } = this.state;
    let count = seats.size;
    for (const id of this.#coming) if (!seats.has(id)) count += 1;
    for (const id of this.#ending) if (seats.has(id)) count -= 1;
    return count;
  }

  /** Commits a new seat. */
  async addSeat(seat: SeatRecord, change: Change): Promise<void> {
    this.#coming.add(seat.id);
    try {
      await this.append({ ...change, seats: [seat], wakeAt: this.lifetime.soon });
      this.lifetime.touch(seat.id);
    } finally {
      this.#coming.delete(seat.id);
    }
  }

  async append(change: Change): Promise<Appended> {
    if (this.#erased) throw refuse.noRoom();
    return this.log.append(change);
  }

  /**
   * Ends a seat: `left` in the log, unless its `joined` wasn't [W14]. Its connections are told
   * `code`, all but `except`.
   */
  async endSeat(id: string, code: ClosedCode, except?: Link): Promise<Appended> {
    const seat = this.seat(id);
    this.#ending.add(id);
    const last = this.population === 0;
    try {
      const done = await this.append({
        ...(seat.logged && { events: [{ kind: 'left', by: memberOf(seat) }] }),
        ended: [id],
        ...(last && { patch: { emptySince: this.context.clock.now() } }),
      });
      for (const link of this.#linksOf(id)) {
        this.detach(link);
        if (link !== except) link.closed(this.code, code);
      }
      return done;
    } finally {
      this.#ending.delete(id);
      if (last) this.lifetime.plan();
    }
  }

  /** Gives a connection a seat; another one it had in this room is let go. */
  attach(seat: string, link: Link): void {
    const before = this.#links.get(link);
    if (before === seat) return;
    this.#links.set(link, seat);
    this.log.hold(seat);
    if (before !== undefined) this.#release(before);
    link.listen(this.code);
  }

  detach(link: Link): void {
    const seat = this.#links.get(link);
    if (seat === undefined) return;
    this.#links.delete(link);
    link.unlisten(this.code);
    this.#release(seat);
    this.#offer();
  }

  /** Tells a signal to everyone but its maker's own connection. */
  signalFrom(link: Link, signal: Signal): void {
    link.publish(this.code, signalFrame(this.code, signal));
    this.log.signal(signal);
  }

  /** Finds a kept event. */
  async find(seq: number): Promise<StoredEvent | undefined> {
    if (seq < this.state.first || seq > this.state.head) return undefined;
    const recent = this.recent.find(seq);
    if (recent) return recent;
    const [stored] = await this.log.readAfter(seq - 1, 1);
    return stored?.seq === seq ? stored : undefined;
  }

  /** Lets go of the engine's room; the caller has seen that it is idle, or is stopping. */
  close(): void {
    this.lifetime.stop();
    this.#presence.stop();
    this.log.close();
  }

  // What the log tells (Tail).

  commit(commit: Commit): void {
    // Whose joined was not logged has no left either: those who stay hear it from the count [W14].
    const unlogged = commit.ended?.find((id) => this.#isUnloggedHere(id));
    this.state.apply(commit);
    for (const id of commit.ended ?? []) this.lifetime.forget(id);
    if (unlogged !== undefined) this.#presence.changed(unlogged);
    this.recent.replace(commit.scrubbed ?? []);
    for (const event of commit.events) {
      this.recent.push(event);
      this.context.audience.publish(this.code, eventFrame(this.code, event.json));
    }
  }

  signal(signal: Signal): void {
    this.context.audience.publish(this.code, signalFrame(this.code, signal));
  }

  online(seat: string, online: boolean): void {
    if (!this.state.seats.has(seat)) return;
    if (online) this.state.online.add(seat);
    else this.state.online.delete(seat);
    this.#presence.changed(seat);
  }

  erased(): void {
    this.#erased = true;
    this.lifetime.stop();
    this.#presence.stop();
    for (const link of this.#links.keys()) {
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

  erase(): Promise<void> {
    return this.log.erase();
  }

  save(used: readonly SeatUse[], wakeAt: number): Promise<unknown> {
    return this.append({ ...(used.length > 0 && { used }), wakeAt });
  }

  #isUnloggedHere(id: string): boolean {
    return this.state.online.has(id) && this.state.seats.get(id)?.logged === false;
  }

  #release(seat: string): void {
    this.lifetime.touch(seat);
    this.log.release(seat);
  }

  #linksOf(seat: string): Link[] {
    return [...this.#links].filter(([, held]) => held === seat).map(([link]) => link);
  }

  #offer(): void {
    if (!this.#erased && this.idle) this.context.idle(this);
  }
}
