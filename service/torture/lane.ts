import type { Socket } from 'node:net';

/** What may be on its way before the sender is held up, bytes. */
const MOST = 262_144;

/** Something on its way: bytes, or the end of the stream. */
interface Piece {
  readonly due: number;
  readonly bytes?: Buffer;
}

/** One direction of a connection: what comes in goes out later, in order. */
export class Lane {
  /** How long the next piece takes at least, ms. */
  delay = () => 0;
  bytesPerSecond = Number.POSITIVE_INFINITY;
  #pieces: Piece[] = [];
  #waiting = 0;
  /** When the last piece goes out, ms; none overtakes it. */
  #due = 0;
  #timer: NodeJS.Timeout | undefined;
  #swallowing = false;

  constructor(
    readonly from: Socket,
    readonly to: Socket,
  ) {
    from.on('data', (bytes: Buffer) => this.#take(bytes));
    from.on('end', () => this.#take());
  }

  get isSwallowing(): boolean {
    return this.#swallowing;
  }

  smooth(): void {
    this.delay = () => 0;
    this.bytesPerSecond = Number.POSITIVE_INFINITY;
  }

  /** From now on everything vanishes, what is on its way too. */
  swallow(): void {
    this.#swallowing = true;
    clearTimeout(this.#timer);
    this.#pieces = [];
    this.from.resume();
  }

  /** Delivers at once a share of the next piece on its way. */
  spill(share: number): void {
    const bytes = this.#pieces[0]?.bytes;
    if (bytes && this.to.writable) this.to.write(bytes.subarray(0, bytes.length * share));
  }

  #take(bytes?: Buffer): void {
    if (this.#swallowing) return;
    const now = performance.now();
    const size = bytes?.length ?? 0;
    const sent = Math.max(this.#due, now) + (size / this.bytesPerSecond) * 1_000;
    this.#due = Math.max(sent, now + this.delay());
    this.#pieces.push(bytes ? { due: this.#due, bytes } : { due: this.#due });
    this.#waiting += size;
    if (this.#waiting > MOST) this.from.pause();
    if (this.#timer === undefined) this.#give();
  }

  #give(): void {
    this.#timer = undefined;
    // Timers end a little early or late; half a millisecond is no delay.
    const now = performance.now() + 0.5;
    while (this.#pieces[0] && this.#pieces[0].due <= now) {
      const bytes = this.#pieces.shift()?.bytes;
      this.#waiting -= bytes?.length ?? 0;
      if (!bytes) this.to.end();
      else if (this.to.writable) this.to.write(bytes);
    }
    if (this.#waiting <= MOST) this.from.resume();
    const [next] = this.#pieces;
    if (next) this.#timer = setTimeout(() => this.#give(), next.due - now);
  }
}
