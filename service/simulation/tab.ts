import {
  type Client,
  createClient,
  type Room,
  RoomletError,
  type SocketLike,
  type WebSocketLike,
  type WindowLike,
} from '@roomlet/sdk';
import type { Accuse, Chronicle } from './chronicle.js';
import type { Dice } from './dice.js';
import type { Profile } from './profile.js';
import { PartyClock, type Time } from './time.js';
import { View } from './view.js';
import type { Wire } from './wire.js';

export interface TabContext {
  readonly time: Time;
  readonly chronicle: Chronicle;
  readonly accuse: Accuse;
  readonly dice: Dice;
  readonly profile: Profile;
  readonly clockOffset: number;
  /** A room's name in traces. */
  nameOf(code: string): string;
  count(what: string): void;
  dial(tab: Tab): SocketLike;
  request(tab: Tab, url: string, body: string | undefined): Promise<string>;
}

/** One page with the SDK in it, from its opening to its end. */
export class Tab {
  readonly client: Client;
  readonly clock: PartyClock;
  readonly views: View[] = [];
  readonly wires = new Set<Wire>();
  /** What was asked of the SDK and isn't answered yet, in words. */
  readonly pending = new Set<string>();
  isOffline = false;
  isAsleep = false;
  #isOver = false;
  #asked = 0;
  readonly #context: TabContext;
  readonly #window: WindowLike;

  constructor(
    readonly name: string,
    context: TabContext,
  ) {
    this.#context = context;
    const { time, dice, profile, clockOffset } = context;
    this.clock = new PartyClock(time, clockOffset);
    this.#window = profile.open(this.clock);
    const tab = this;
    // A constructor that returns an object of its own is one, too.
    const WebSocket = function SimulatedSocket() {
      return context.dial(tab);
    } as unknown as WebSocketLike;
    const fetch = async (input: unknown, init?: { body?: unknown }) => {
      const body = init?.body === undefined ? undefined : String(init.body);
      const text = await context.request(this, String(input), body);
      return { text: async () => text } as Response;
    };
    this.client = createClient({
      ...{ url: 'http://simulated.test', name: name.slice(0, 1), window: this.#window, WebSocket },
      ...{ fetch: fetch as typeof globalThis.fetch, clock: this.clock, random: dice.next },
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** What it shows that isn't over. */
  get openViews(): View[] {
    return this.views.filter((view) => view.isOpen);
  }

  /** Notes that an answer is awaited; errors are the SDK's own or a fault. */
  track<T>(what: string, asked: Promise<T>, then: (value: T) => void = () => {}): void {
    const label = `${++this.#asked} ${what}`;
    this.pending.add(label);
    asked.then(
      (value) => {
        this.pending.delete(label);
        if (!this.#isOver) then(value);
      },
      (error: unknown) => {
        this.pending.delete(label);
        this.#context.count(`seen rejected ${what.split(' ')[0]}`);
        const isOurs = error instanceof RoomletError && error.code !== 'internal';
        if (!isOurs) this.#context.accuse('no surprises', `${what}: ${String(error)}`);
      },
    );
  }

  /** Shows a room, once. */
  show(room: Room): void {
    if (this.views.some((view) => view.room === room)) return;
    const { chronicle, accuse, nameOf } = this.#context;
    const view = new View(`${this.name} in ${nameOf(room.code)}`, room, chronicle, accuse);
    this.views.push(view);
    room.on('reset', () => this.#context.count('seen reset'));
  }

  sleep(): void {
    this.isAsleep = true;
    this.clock.sleep();
    for (const wire of this.wires) wire.stall();
  }

  wake(): void {
    for (const wire of this.wires) wire.resume();
    if (this.isOver) return;
    this.isAsleep = false;
    this.clock.wake();
    this.prompt();
  }

  /** The page was away and is back. */
  prompt(): void {
    this.#context.profile.prompt(this.#window);
  }

  /** The person closes it: the SDK may say goodbye. */
  close(): void {
    this.client.close();
    this.crash(true);
  }

  /** It is gone from one moment to the next. */
  crash(isServiceTold: boolean): void {
    this.#isOver = true;
    this.clock.end();
    this.#context.profile.close(this.#window);
    for (const wire of this.wires) wire.abandon(isServiceTold);
  }
}
