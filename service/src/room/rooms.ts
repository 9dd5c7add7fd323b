import type { CreateRoomRequest, Facts } from '@roomlet/sdk/protocol';
import { PasswordQueue } from '../auth/password-queue.js';
import { hashSecret } from '../auth/secret.js';
import { type Engine, EngineBusy, isUnable, type OpenRoom } from '../engine/engine.js';
import { type Pace, unpaced } from '../limits/pace.js';
import type { Audience } from './audience.js';
import { Shelf } from './blocks.js';
import type { Clock } from './clock.js';
import { Creation, type NewRoom } from './creation.js';
import { refuse } from './refusal.js';
import { Room, type RoomContext } from './room.js';
import type { RoomSettings } from './settings.js';
import type { Creator } from './visitor.js';

/** How long a room nobody uses stays open, ms: a refresh or two. */
const IDLE = 30_000;
/** How often closed rooms are looked after, ms. */
const SWEEP_EVERY = 5_000;
const SWEEP_AT_ONCE = 100;
/** How many rooms save at once at the end: the engine takes only so much. */
const CLOSE_AT_ONCE = 500;
/** A bound, should rooms stay due whatever is done. */
const SWEEP_ROUNDS = 50;

/** What may prove that somebody belongs into a room. */
export interface Secrets {
  readonly seat?: string | undefined;
  readonly key?: string | undefined;
  readonly hostToken?: string | undefined;
}

interface Entry {
  readonly room: Promise<Room | undefined>;
  /** The room, once it is open. */
  opened?: Room;
  abandoned?: true;
  closeIdle?: () => void;
  /** Set while it is being put away; whoever wants the room waits for that and opens it anew. */
  closing?: Promise<void>;
}

/** The rooms of this node: opens them when wanted, puts them away when not, gives them up in time. */
export class Rooms {
  readonly #engine: Engine;
  readonly #creation: Creation;
  readonly #context: RoomContext & { startedAt: number };
  readonly #open = new Map<string, Entry>();
  #cancelSweep: (() => void) | undefined;
  /** Since the engine failed no room has been opened. */
  #isOut = false;

  /** @param pace for what comes in crowds: joins and pages of history. */
  constructor(
    engine: Engine,
    settings: RoomSettings,
    audience: Audience,
    clock: Clock,
    pace: Pace = unpaced,
  ) {
    this.#engine = engine;
    this.#context = {
      settings,
      audience,
      clock,
      pace,
      shelf: new Shelf(),
      passwords: new PasswordQueue(settings.passwords, () => clock.now()),
      startedAt: clock.now(),
      idle: (room) => this.#offer(room),
      gone: (room) => this.#forget(room),
    };
    this.#creation = new Creation({
      engine,
      clock,
      passwords: this.#context.passwords,
      roomGrace: settings.roomGrace,
      factsOf: (code) => this.#facts(code),
    });
    const sweep = () => {
      this.#cancelSweep = clock.after(SWEEP_EVERY, () => {
        this.#sweep().then(sweep, sweep);
      });
    };
    sweep();
  }

  get settings(): RoomSettings {
    return this.#context.settings;
  }

  /** How many rooms are open here. */
  get size(): number {
    return this.#open.size;
  }

  /** How many of them have somebody connected. */
  get live(): number {
    let live = 0;
    for (const { opened } of this.#open.values())
      if (opened && opened.state.online.size > 0) live += 1;
    return live;
  }

  /** Runs `work` on the room with this code and keeps it open meanwhile; undefined: no such room. */
  async use<T>(code: string, work: (room: Room) => Promise<T>): Promise<T | undefined> {
    for (;;) {
      const entry = this.#entry(code);
      if (entry.closing) {
        await entry.closing;
        continue;
      }
      const room = await entry.room;
      if (entry.closing || entry.abandoned || room?.gone) continue;
      if (!room) return undefined;
      return room.pin(() => work(room));
    }
  }

  /**
   * Whether any of these is live in the room with this code. It is the engine that is asked, also
   * when the room is open here: so the answer takes as long whether it is or not, and opens none.
   */
  async proves(code: string, { seat, key, hostToken }: Secrets): Promise<boolean> {
    return this.#engine.proves(code, {
      ...(seat !== undefined && { tokenHash: hashSecret(seat) }),
      ...(key !== undefined && { keyHash: hashSecret(key) }),
      ...(hostToken !== undefined && { hostTokenHash: hashSecret(hostToken) }),
    });
  }

  /** Makes a room, or finds the one that the same key made before, which costs nothing. */
  create(request: CreateRoomRequest, creator: Creator): Promise<NewRoom> {
    return this.#creation.create(request, creator);
  }

  /** Puts all rooms away, keeping what only memory knew. */
  async close(): Promise<void> {
    this.#cancelSweep?.();
    const entries = [...this.#open.values()];
    for (let i = 0; i < entries.length; i += CLOSE_AT_ONCE) {
      // A failure to open is the engine's, which has said so already.
      await Promise.allSettled(
        entries.slice(i, i + CLOSE_AT_ONCE).map(async (entry) => {
          const room = await entry.room;
          if (room && !room.gone) await this.#save(room);
        }),
      );
    }
    for (const { opened } of entries) opened?.close();
  }

  /**
   * The engine failed: forgets all open rooms, saving nothing and telling nobody. Whoever wants a
   * room from now on gets it as the engine has it by then. The caller closes all connections.
   */
  abandon(): void {
    this.#isOut = true;
    const entries = [...this.#open.values()];
    this.#open.clear();
    for (const entry of entries) {
      entry.abandoned = true;
      entry.closeIdle?.();
      entry.opened?.abandon();
    }
  }

  async #facts(code: string): Promise<Facts> {
    const facts = await this.use(code, async (room) => room.facts);
    if (!facts) throw refuse.noRoom();
    return facts;
  }

  #entry(code: string): Entry {
    const known = this.#open.get(code);
    if (known) {
      known.closeIdle?.();
      return known;
    }
    const entry: Entry = {
      room: this.#engine.openRoom(code).then((log) => {
        if (log && !entry.abandoned) entry.opened = this.#opened(log);
        else log?.close();
        return entry.opened;
      }),
    };
    this.#open.set(code, entry);
    const forget = () => {
      if (this.#open.get(code) === entry) this.#open.delete(code);
    };
    entry.room.then((room) => room ?? forget(), forget);
    return entry;
  }

  #opened(log: OpenRoom): Room {
    // An outage is like a restart: nobody could come back to their seat before now [W9].
    if (this.#isOut) this.#context.startedAt = this.#context.clock.now();
    this.#isOut = false;
    return new Room(log, this.#context);
  }

  #forget(room: Room): void {
    if (this.#open.get(room.code)?.opened === room) this.#open.delete(room.code);
  }

  /** Nobody uses the room now: puts it away if that stays so for a while. */
  #offer(room: Room): void {
    const entry = this.#open.get(room.code);
    if (entry?.opened !== room || entry.closing) return;
    entry.closeIdle?.();
    entry.closeIdle = this.#context.clock.after(IDLE, () => void this.#putAway(entry));
  }

  /** Puts a room away, unless somebody uses it, keeping what only memory knew. */
  async #putAway(entry: Entry): Promise<void> {
    const room = entry.opened;
    if (!room?.idle || room.gone || entry.closing) return;
    entry.closeIdle?.();
    // Nothing of this room may come to the engine once another has been opened in its place.
    room.lifetime.stop();
    entry.closing = this.#save(room).then(() => {
      room.close();
      this.#forget(room);
    });
    await entry.closing;
  }

  /** Keeps what only memory knew. An engine that is too busy is asked again until it is not. */
  async #save(room: Room): Promise<void> {
    for (;;) {
      try {
        return await room.lifetime.save();
      } catch (error) {
        // Another failure is the engine's, which has said so already.
        if (!(error instanceof EngineBusy)) return;
        const { clock } = this.#context;
        await new Promise<void>((again) => clock.after(error.retryAfter, again));
      }
    }
  }

  /** Looks after rooms whose time has come while nobody had them open. */
  async #sweep(): Promise<void> {
    for (let round = 0; round < SWEEP_ROUNDS; round++) {
      const due = await this.#engine.dueRooms(this.#context.clock.now(), SWEEP_AT_ONCE);
      for (const code of due) {
        try {
          await this.#lookAfter(code);
        } catch (error) {
          if (isUnable(error)) throw error;
          // Only this room can't be opened: whoever wants it hears so. The others must not wait.
        }
      }
      if (due.length < SWEEP_AT_ONCE) break;
    }
  }

  async #lookAfter(code: string): Promise<void> {
    const wasOpen = this.#open.has(code);
    await this.use(code, async (room) => {
      await room.lifetime.wake();
      if (wasOpen && !room.gone) await room.lifetime.save();
    });
    // At once, not after a while: after a long stop all rooms there are may be due.
    const entry = wasOpen ? undefined : this.#open.get(code);
    if (entry) await this.#putAway(entry);
  }
}
