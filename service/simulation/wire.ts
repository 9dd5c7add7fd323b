import type { SocketLike } from '@roomlet/sdk';
import type { Dice } from './dice.js';
import { Lane } from './lane.js';
import type { Time } from './time.js';

/** What a connection is to the service that accepted it. */
export interface Accepted {
  text(frame: string): void;
  /** The connection is gone. */
  end(): void;
}

/** Whoever listens at the other end of a network. */
export interface Listening {
  /** @returns undefined when there is nobody. */
  accept(wire: Wire): Accepted | undefined;
}

type Item =
  | { readonly kind: 'opened' }
  | { readonly kind: 'frame'; readonly text: string }
  | { readonly kind: 'close'; readonly code: number };

/** After so long without a sign the service lets go of a connection [W12], ms. */
const IDLE = 60_000;
const ABNORMAL = 1006;

/** A WebSocket between a tab and the service, with all that can befall one. */
export class Wire {
  readonly client: SocketLike;
  readonly #time: Time;
  readonly #dice: Dice;
  readonly #backlogLimit: number;
  readonly #up: Lane<Item>;
  readonly #down: Lane<Item>;
  readonly #latency: number;
  readonly #overflowed: () => void;
  #accepted: Accepted | undefined;
  #isClientGone = false;
  #isOver = false;
  #isOverfull = false;
  /** Characters put in while the client didn't read. */
  #backlog = 0;

  constructor(
    readonly name: string,
    time: Time,
    dice: Dice,
    service: Listening,
    backlogLimit: number,
    overflowed: () => void,
  ) {
    this.#overflowed = overflowed;
    this.#time = time;
    this.#dice = dice;
    this.#backlogLimit = backlogLimit;
    this.#latency = dice.pick([1, 5, 20, 80, 300]) ?? 1;
    const delay = () => dice.between(0, this.#latency) + (dice.oneIn(50) ? this.#latency * 5 : 0);
    this.#down = new Lane(time, delay, (item) => this.#atClient(item));
    this.#up = new Lane(time, delay, (item) => {
      if (item.kind === 'opened') {
        this.#accepted = service.accept(this);
        if (this.#accepted) this.#down.put(item);
        else this.#down.put({ kind: 'close', code: ABNORMAL });
      } else if (item.kind === 'frame') this.#accepted?.text(item.text);
      else this.loseService();
    });
    this.client = {
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
      send: (text) => this.#up.put({ kind: 'frame', text }),
      close: (code = 1005) => this.#up.put({ kind: 'close', code }),
    };
    this.#up.put({ kind: 'opened' });
  }

  /** Both ends still hold it to be open, or one does that may yet do something. */
  get isOver(): boolean {
    return this.#isOver || (this.#isClientGone && !this.#accepted);
  }

  get isAccepted(): boolean {
    return this.#accepted !== undefined;
  }

  /** What the service sends. */
  send(text: string): void {
    if (!this.#accepted) return;
    if (this.#down.isHeld) this.#backlog += text.length;
    if (this.#backlog <= this.#backlogLimit) this.#down.put({ kind: 'frame', text });
    else if (!this.#isOverfull) {
      // As uWebSockets does: drops this and what follows, and closes a little later.
      this.#isOverfull = true;
      this.#overflowed();
      this.#time.after(0, () => this.close(ABNORMAL));
    }
  }

  /** The service closes it: what was sent before still arrives. */
  close(code: number): void {
    if (!this.#accepted) return;
    this.loseService();
    this.#down.put({ kind: 'close', code });
  }

  /** The service's end is gone; whoever has it is told. */
  loseService(): void {
    const accepted = this.#accepted;
    this.#accepted = undefined;
    this.#up.sever();
    accepted?.end();
  }

  /** The service died: nobody is left to be told at its end. */
  orphan(isClientTold: boolean): void {
    this.#accepted = undefined;
    this.#up.sever();
    if (isClientTold) this.#down.put({ kind: 'close', code: ABNORMAL });
    else this.#down.sever();
  }

  /** Loses what is under way; told or not, each end is on its own then. */
  cut(isClientTold: boolean, isServiceTold: boolean): void {
    this.#up.sever();
    this.#down.sever();
    const soon = () => this.#dice.between(1, 3_000);
    if (isClientTold) this.#time.after(soon(), () => this.#atClient({ kind: 'close', code: 1006 }));
    const silence = IDLE + this.#dice.between(0, 8_000);
    this.#time.after(isServiceTold ? soon() : silence, () => this.loseService());
  }

  /** The client doesn't read for a while. */
  stall(): void {
    this.#down.hold();
  }

  resume(): void {
    if (!this.#isOverfull) this.#backlog = 0;
    this.#down.release();
  }

  /** The tab died: nobody hears at its end. @param isServiceTold else the service finds out late. */
  abandon(isServiceTold: boolean): void {
    this.#isClientGone = true;
    if (isServiceTold) this.#up.put({ kind: 'close', code: 1001 });
    else this.cut(false, false);
  }

  #atClient(item: Item): void {
    if (this.#isClientGone || this.#isOver) return;
    const { client } = this;
    if (item.kind === 'opened') client.onopen?.({} as never);
    else if (item.kind === 'frame') client.onmessage?.({ data: item.text } as never);
    else {
      this.#isOver = true;
      client.onclose?.({ code: item.code } as never);
    }
  }
}
