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
  /** Whether a seat may move its position once more just now. */
  allows(seat: string): boolean;
}

/**
 * How far each seat has read. Known here at once; told and kept in rounds, at most one a second, so
 * that a room where everybody reads every message is told of each member once a second and no more.
 * The first after a calm second goes out at once. A seat that moves it more often than it may is not
 * refused: the newest position counts from the next round on.
 */
export class Reads<From> {
  readonly #state: RoomState;
  readonly #clock: Clock;
  readonly #out: ReadsOut<From>;
  readonly #untold = new Map<string, From>();
  readonly #unkept = new Map<string, number>();
  /** Came too often: the newest of each seat waits for the next round. */
  readonly #late = new Map<string, { readonly seq: number; readonly from: From }>();
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
    if (to <= Math.max(this.of(seat), this.#late.get(seat)?.seq ?? 0)) return;
    if (this.#out.allows(seat)) this.#move(seat, to, from);
    else this.#late.set(seat, { seq: to, from });
    if (!this.#calm) this.#round();
  }

  /** What is still to be kept, late ones too. */
  get unkept(): SeatRead[] {
    for (const [seat, { seq, from }] of this.#late) this.#move(seat, seq, from);
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
    this.#late.delete(seat);
  }

  stop(): void {
    this.#calm?.();
    this.#calm = undefined;
  }

  #move(seat: string, seq: number, from: From): void {
    this.#late.delete(seat);
    this.#unkept.set(seat, seq);
    this.#untold.set(seat, from);
  }

  #round(): void {
    this.#calm = this.#clock.after(EVERY, () => {
      this.#calm = undefined;
      if (this.#unkept.size > 0 || this.#late.size > 0) this.#round();
    });
    const reads = this.unkept;
    for (const [seat, from] of this.#untold) this.#out.tell({ seat, seq: this.of(seat) }, from);
    this.#untold.clear();
    // Those that can't be kept now are tried again with the next round.
    this.#out.keep(reads).then(
      () => this.kept(reads),
      () => {},
    );
  }
}
