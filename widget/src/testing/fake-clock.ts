import type { Clock } from '../models/clock.js';

const FRAME_MS = 16;

/** A clock that a test moves. */
export class FakeClock implements Clock {
  #now = Date.UTC(2026, 2, 4, 12);
  #waiting: { at: number; then: () => void }[] = [];

  now = () => this.#now;

  after = (ms: number, then: () => void) => {
    const entry = { at: this.#now + ms, then };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  };

  frame = (then: () => void) => this.after(FRAME_MS, then);

  /** Lets time pass, running what comes due in its order. */
  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const due = this.#waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#waiting = this.#waiting.filter((other) => other !== due);
      this.#now = due.at;
      due.then();
    }
    this.#now = until;
  }
}
