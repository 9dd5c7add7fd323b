import type { SeatRead } from '../engine/engine.js';
import type { Clock } from './clock.js';
import type { RoomState } from './state.js';

/** Least time between two rounds of telling and keeping read positions, ms. */
const EVERY = 1_000;

/** How a room tells and keeps read positions. */
export interface ReadsOut<From> {
  /** Tells of a seat's position. @param from the connection that moved it, which knows. */
  tell(read: SeatRead, from: From): void;
  /** Resolves when they are kept. */
  keep(reads: readonly SeatRead[]): Promise<unknown>;
}

/**
 * How far each seat has read. Known here at once; told and kept in rounds, at most one a second, so
 * that a room where everybody reads every message is told of each member once a second and no more.
 * The first after a calm second goes out at once.
 */
export class Reads<From> {
  readonly #state: RoomState;
  readonly #clock: Clock;
  readonly #out: ReadsOut<From>;
  readonly #untold = new Map<string, From>();
  readonly #unkept = new Map<string, number>();
  #calm: (() => void) | undefined;

  constructor(state: RoomState, clock: Clock, out: ReadsOut<From>) {
    this.#state = state;
    this.#clock = clock;
    this.#out = out;
  }

  /** The seq up to which a seat has read; 0: nothing yet. */
  of(seat: string): number {
    const kept = this.#state.seats.get(seat)?.readSeq ?? 0;
    return Math.max(kept, this.#unkept.get(seat) ?? 0);
  }

  /** A seat has read up to here, or to the head. Moves only forward. */
  note(seat: string, seq: number, from: From): void {
    const to = Math.min(seq, this.#state.head);
    if (to <= this.of(seat)) return;
    this.#unkept.set(seat, to);
    this.#untold.set(seat, from);
    if (!this.#calm) this.#round();
  }

  /** What is still to be kept. */
  get unkept(): SeatRead[] {
    return [...this.#unkept].map(([seat, seq]) => ({ seat, seq }));
  }

  /** These are kept now. */
  kept(reads: readonly SeatRead[]): void {
    for (const { seat, seq } of reads) {
      if (this.#unkept.get(seat) === seq) this.#unkept.delete(seat);
    }
  }

  /** A seat has ended. */
  forget(seat: string): void {
    this.#untold.delete(seat);
    this.#unkept.delete(seat);
  }

  stop(): void {
    this.#calm?.();
    this.#calm = undefined;
  }

  #round(): void {
    this.#calm = this.#clock.after(EVERY, () => {
      this.#calm = undefined;
      if (this.#unkept.size > 0) this.#round();
    });
    for (const [seat, from] of this.#untold) this.#out.tell({ seat, seq: this.of(seat) }, from);
    this.#untold.clear();
    const reads = this.unkept;
    // Those that can't be kept now are tried again with the next round.
    this.#out.keep(reads).then(
      () => this.kept(reads),
      () => {},
    );
  }
}
