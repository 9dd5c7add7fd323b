import type { Time } from './time.js';

/** One direction of a connection: what is put in comes out later, in order, or not at all. */
export class Lane<Item> {
  readonly #time: Time;
  readonly #delay: () => number;
  readonly #deliver: (item: Item) => void;
  readonly #items: Item[] = [];
  #lastDue = 0;
  #isSevered = false;
  /** How many have arrived while the far end didn't read; undefined: it reads. */
  #unread: number | undefined;

  /** @param delay ms for the next item. */
  constructor(time: Time, delay: () => number, deliver: (item: Item) => void) {
    this.#time = time;
    this.#delay = delay;
    this.#deliver = deliver;
  }

  put(item: Item): void {
    if (this.#isSevered) return;
    this.#items.push(item);
    this.#lastDue = Math.max(this.#lastDue, this.#time.now + this.#delay());
    this.#time.after(this.#lastDue - this.#time.now, this.#arrive);
  }

  /** Nothing comes out any more, what is under way included. */
  sever(): void {
    this.#isSevered = true;
    this.#items.length = 0;
  }

  get isSevered(): boolean {
    return this.#isSevered;
  }

  /** The far end stops reading. */
  hold(): void {
    this.#unread ??= 0;
  }

  get isHeld(): boolean {
    return this.#unread !== undefined;
  }

  /** The far end reads again. */
  release(): void {
    const unread = this.#unread ?? 0;
    this.#unread = undefined;
    for (let i = 0; i < unread; i++) this.#time.after(0, this.#arrive);
  }

  /** Whichever is the oldest: so the order is kept, whatever was held back. */
  readonly #arrive = (): void => {
    if (this.#isSevered) return;
    if (this.#unread !== undefined) this.#unread += 1;
    else {
      const item = this.#items.shift();
      if (item !== undefined) this.#deliver(item);
    }
  };
}
