import type { Accuse } from './chronicle.js';
import type { Attendance, Witness } from './witness.js';

/** What the judge of attendances must know of the world. */
export interface Circumstances {
  readonly accuse: Accuse;
  readonly time: { readonly now: number };
  readonly settings: { readonly seatGrace: number };
  readonly service: { readonly startedAt: number } | undefined;
  /** The service's clock was set: graces may be shorter than they should. */
  readonly hasClockJumped: boolean;
}

/** Knows which seats have a connection, and judges whether one was given up too early [W9]. */
export class Attendances implements Attendance {
  readonly #circumstances: Circumstances;
  readonly #here = new Map<string, Set<Witness>>();
  readonly #lastSeen = new Map<string, number>();
  readonly #leaving = new Set<string>();

  constructor(circumstances: Circumstances) {
    this.#circumstances = circumstances;
  }

  here(room: string, member: string, witness: Witness): void {
    const seat = `${room} ${member}`;
    this.#here.set(seat, (this.#here.get(seat) ?? new Set()).add(witness));
  }

  gone(room: string, member: string, witness: Witness): void {
    const seat = `${room} ${member}`;
    this.#here.get(seat)?.delete(witness);
    this.#lastSeen.set(seat, this.#circumstances.time.now);
  }

  leaving(room: string, member: string): void {
    this.#leaving.add(`${room} ${member}`);
  }

  isHere(room: string, member: string): boolean {
    return (this.#here.get(`${room} ${member}`)?.size ?? 0) > 0;
  }

  /** `left` was committed. */
  left(room: string, member: string): void {
    const seat = `${room} ${member}`;
    const { time, settings, service, hasClockJumped } = this.#circumstances;
    if (this.#leaving.has(seat)) return;
    if (this.isHere(room, member)) {
      this.#circumstances.accuse('W9', 'a seat with a connection was given up');
    }
    const since = Math.max(this.#lastSeen.get(seat) ?? 0, service?.startedAt ?? 0);
    if (!hasClockJumped && time.now - since < settings.seatGrace) {
      this.#circumstances.accuse(
        'W9',
        `a seat was given up ${time.now - since} ms after its last use`,
      );
    }
  }
}
