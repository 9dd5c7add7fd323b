import { type Command, DEFAULT_LIMITS } from '@roomlet/sdk/protocol';
import type { RoomSettings } from '#service/room/settings.js';
import { Attendances } from './attendances.js';
import { Bot } from './bot.js';
import { Browser } from './browser.js';
import { Chronicle } from './chronicle.js';
import { Dice } from './dice.js';
import { Disk } from './disk.js';
import type { Profile } from './profile.js';
import { type HttpRequest, type ServerSocket, ServiceProcess } from './service-process.js';
import type { Tab, TabContext } from './tab.js';
import { settled, Time } from './time.js';
import { Wire } from './wire.js';

/** So much doesn't happen at one moment. */
const ENDLESS = 20_000;

/** A broken promise. */
export interface Violation {
  readonly rule: string;
  readonly what: string;
}

/** A message as its author knows it. */
export interface Sending {
  readonly code: string;
  readonly browser: Browser;
  fate: 'open' | 'kept' | 'refused' | 'dropped';
}

/** Everything there is in one run: service, disk, network, browsers, and what was seen of them. */
export class World {
  readonly time = new Time();
  readonly chronicle = new Chronicle(
    (rule, what) => this.accuse(rule, what),
    (code, member) => this.attendances.left(code, member),
  );
  readonly attendances = new Attendances(this);
  readonly settings: RoomSettings;
  readonly browsers: Browser[] = [];
  readonly bot: Bot;
  readonly roomCount: number;
  readonly sendings = new Map<string, Sending>();
  /** How often what happened. */
  readonly tally = new Map<string, number>();
  readonly trace: string[] = [];
  readonly wires = new Set<Wire>();
  disk: Disk;
  service: ServiceProcess | undefined;
  violation: Violation | undefined;
  backup: { readonly disk: Disk; readonly length: number } | undefined;
  /** Whether faults are still made. */
  isCalm = false;
  /** True time until which the disk is slow. */
  slowUntil = 0;
  restores = 0;
  clockOffset = 0;
  hasClockJumped = false;
  /** So many of the next messages come twice. */
  repeatNext = 0;
  /** Chance of a request or an answer over HTTP to be lost. */
  httpLoss = 0;
  readonly #dice: Dice;
  readonly #backlogLimit: number;
  readonly #queueLimit: number;
  readonly #mends = new Set<() => void>();
  #wireCount = 0;
  #lookedAt = 0;
  /** How much has happened at this moment. */
  #happened = 0;
  #textCount = 0;
  #repeatCount = 0;

  constructor(
    readonly seed: number,
    readonly isTraced: boolean,
  ) {
    const dice = new Dice(seed, 'world');
    this.#dice = new Dice(seed, 'luck');
    this.roomCount = dice.between(1, 3);
    this.#backlogLimit = dice.pick([600, 4_000, 1_000_000]) ?? 0;
    this.#queueLimit = dice.pick([10, 1_000, 1_000]) ?? 0;
    // Small logs: the oldest events go while somebody pages through them.
    const logLength = dice.pick([8, 40, 300, 1_000, 1_000]) ?? 0;
    const logMessages = dice.pick([5, 20, 1_000, 1_000]) ?? 0;
    this.settings = {
      // Small pages: a client that comes back has to turn some while the talk goes on.
      limits: { ...DEFAULT_LIMITS, logMessages, logLength, pageSize: dice.pick([3, 20, 200]) ?? 0 },
      sends: dice.pick([
        { burst: 10, refill: 2, per: 1_000 },
        { burst: 1_000, refill: 1_000, per: 1_000 },
      ]) ?? { burst: 1, refill: 1, per: 1 },
      commands: { burst: 40, refill: 20, per: 1_000 },
      amends: { burst: 30, refill: 5, per: 1_000 },
      renames: { burst: 5, refill: 6, per: 60_000 },
      typing: { burst: 2, refill: 2, per: 1_000 },
      reads: { burst: 2, refill: 2, per: 1_000 },
      presence: { burst: 2, refill: 2, per: 1_000 },
      httpReads: { burst: 60, refill: 10, per: 1_000 },
      connectionsPerSeat: 30,
      toggles: { burst: 40, refill: 6, per: 60_000 },
      passwords: {
        rate: { burst: 60, refill: 60, per: 60_000 },
        ...{ perAddress: 30, perRoom: 100, inAll: 400 },
      },
      seatGrace: dice.pick([30_000, 120_000]) ?? 0,
      roomGrace: dice.pick([60_000, 300_000]) ?? 0,
    };
    this.disk = new Disk(this.chronicle, this.settings.limits);
    this.start();
    const count = dice.between(2, 6);
    for (let i = 0; i < count; i++) {
      this.browsers.push(
        new Browser(String.fromCharCode(65 + i), (tab, profile) => this.#tabContext(tab, profile)),
      );
    }
    for (const browser of this.browsers) browser.open();
    this.bot = new Bot(this, 'Bot', new Dice(seed, 'bot'));
  }

  /** Codes of the rooms that were made, oldest first. */
  get codes(): readonly string[] {
    return this.chronicle.codes;
  }

  get tabs(): Tab[] {
    return this.browsers.flatMap((browser) => browser.liveTabs);
  }

  readonly accuse = (rule: string, what: string): void => {
    this.violation ??= { rule, what };
    this.note(() => `VIOLATION [${rule}] ${what}`);
  };

  count(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1);
  }

  note(line: () => string): void {
    if (this.isTraced) this.trace.push(`${String(this.time.now - 1.7e12).padStart(7)} ${line()}`);
  }

  /** A text no other message has. */
  nextText(): string {
    this.#textCount += 1;
    return `<t${this.#textCount}>`;
  }

  /** A room's name in the trace: its code is another in every run. */
  nameOf(code: string): string {
    return `R${this.codes.indexOf(code) + 1}`;
  }

  /** Starts the service on what is kept. */
  start(): void {
    const luck = new Dice(this.seed, 'disk', this.time.now);
    this.service = new ServiceProcess({
      time: this.time,
      disk: this.disk,
      settings: this.settings,
      accuse: (rule, what) => this.accuse(rule, what),
      attendance: this.attendances,
      clockOffset: this.clockOffset,
      random: luck.next,
      count: (what) => this.count(what),
      queueLimit: this.#queueLimit,
      diskDelay: () => {
        const isSlow = !this.isCalm && this.time.now < this.slowUntil;
        return isSlow ? luck.between(100, 2_000) : luck.between(0, 6);
      },
      came: (socket, command) => this.#came(socket, command),
    });
    this.note(() => 'service: up');
  }

  /** Messages that their author gave up, or lost with all else. */
  drop(which: (sending: Sending) => boolean): void {
    for (const sending of this.sendings.values()) {
      if (sending.fate === 'open' && which(sending)) sending.fate = 'dropped';
    }
  }

  /** Something that will be well again after a while; at the latest when calm comes. */
  later(ms: number, mend: () => void): void {
    const once = () => {
      if (this.#mends.delete(once)) mend();
    };
    this.#mends.add(once);
    this.time.after(ms, once);
  }

  /** Ends all faults. */
  calm(): void {
    this.isCalm = true;
    this.note(() => 'calm');
    for (const mend of [...this.#mends]) mend();
  }

  /** Lets time pass; whatever happens is looked at as soon as it has. */
  async pass(ms: number): Promise<void> {
    await settled();
    this.#look();
    await this.time.pass(ms, () => this.#look());
  }

  #look(): void {
    for (const { tabs } of this.browsers) {
      for (const tab of tabs) if (!tab.isOver) for (const view of tab.views) view.check();
    }
    for (const wire of this.wires) if (wire.isOver) this.wires.delete(wire);
    this.#happened = this.time.now === this.#lookedAt ? this.#happened + 1 : 0;
    this.#lookedAt = this.time.now;
    if (this.#happened > ENDLESS) this.accuse('never a loop', 'time stands still');
    if (this.violation) throw new Error('violation');
  }

  /** Sometimes a command comes again, as a client's that heard no answer would [W7]. */
  #came(socket: ServerSocket, command: Command): void {
    this.note(() => `service ← ${socket.wire.name} ${summary(command)}`);
    this.count(`command ${command.type}`);
    if (command.type !== 'send' || this.repeatNext === 0) return;
    this.repeatNext -= 1;
    const { room } = command;
    const member = socket.witness.memberIn(room);
    const id = 1e9 + ++this.#repeatCount;
    this.time.after(this.#dice.pick([0, 10, 500, 20_000]) ?? 0, () => {
      const now = [...(this.service?.sockets ?? [])].find(
        ({ witness }) => member && witness.memberIn(room) === member && !witness.isMoving(room),
      );
      now?.text(JSON.stringify({ ...command, id }));
    });
  }

  #tabContext(name: string, profile: Profile): TabContext {
    return {
      time: this.time,
      chronicle: this.chronicle,
      accuse: (rule, what) => this.accuse(rule, what),
      dice: new Dice(this.seed, 'tab', name),
      profile,
      clockOffset: new Dice(this.seed, 'clock', name).between(-3_600_000, 3_600_000),
      nameOf: (code) => this.nameOf(code),
      count: (what) => this.count(what),
      dial: (tab) => this.#dial(tab),
      request: (tab, url, body) => this.request({ path: new URL(url).pathname, body }, tab),
    };
  }

  #dial(tab: Tab) {
    const name = `${tab.name}~${++this.#wireCount}`;
    this.note(() => `${tab.name}: dials ${name}`);
    const dice = new Dice(this.seed, 'wire', name);
    const nobody = { accept: () => undefined };
    const listening = tab.isOffline
      ? nobody
      : { accept: (wire: Wire) => this.service?.accept(wire) };
    const wire = new Wire(name, this.time, dice, listening, this.#backlogLimit, () =>
      this.count('seen backlog passed'),
    );
    this.wires.add(wire);
    tab.wires.add(wire);
    return wire.client;
  }

  /** Over HTTP: there and back, either of which may be lost. @param tab whose it is, if anyone's. */
  async request(request: HttpRequest, tab?: Tab): Promise<string> {
    const way = () =>
      new Promise<void>((arrive, lose) => {
        const isLost = tab?.isOffline || (!this.isCalm && this.#dice.next() < this.httpLoss);
        const settle = isLost ? () => lose(new TypeError('fetch failed')) : arrive;
        this.time.after(this.#dice.between(1, 60), () => tab?.isOver || settle());
      });
    await way();
    const { service } = this;
    if (!service) throw new TypeError('fetch failed');
    const answer = await service.request(request);
    if (this.service !== service) throw new TypeError('fetch failed');
    await way();
    return answer;
  }
}

function summary(command: Command): string {
  const { type } = command;
  const text = 'text' in command ? ` ${command.text}` : '';
  const since = 'since' in command && command.since ? ` since ${command.since.seq}` : '';
  const target = 'target' in command ? ` #${command.target}` : '';
  return `${type}${text}${target}${since}`;
}
