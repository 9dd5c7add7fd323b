/** Ends what it came from. Calling it twice is harmless. */
export type Off = () => void;

interface Entry {
  readonly due: number;
  readonly run: () => void;
}

/** The one time of a simulated world. Nothing in it happens but what was put here. */
export class Time {
  #now = 1_700_000_000_000;
  /** In order of due; those due at once in the order they came. */
  readonly #queue: Entry[] = [];

  /** True time, ms: no clock of anyone's shows it. */
  get now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): Off {
    const entry = { due: this.#now + Math.max(0, Math.ceil(ms)), run };
    let [low, high] = [0, this.#queue.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#queue[middle] as Entry).due <= entry.due) low = middle + 1;
      else high = middle;
    }
    this.#queue.splice(low, 0, entry);
    return () => {
      const at = this.#queue.indexOf(entry);
      if (at >= 0) this.#queue.splice(at, 1);
    };
  }

  /** Lets time pass, one thing after another. @param happened runs when each has come to rest. */
  async pass(ms: number, happened: () => void): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#queue[0];
      if (!next || next.due > end) break;
      this.#queue.shift();
      this.#now = next.due;
      next.run();
      await settled();
      happened();
    }
    this.#now = end;
  }
}

/** Resolves when everything that needs no time has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** One party's clock: its own idea of the hour, and timers that die with it or sleep with it. */
export class PartyClock {
  readonly #time: Time;
  readonly #timers = new Map<() => void, Off>();
  /** What came due while it slept; undefined: it is awake. */
  #slept: Set<() => void> | undefined;
  #over = false;
  /** How far it is off, ms. */
  offset: number;

  constructor(time: Time, offset = 0) {
    this.#time = time;
    this.offset = offset;
  }

  readonly now = (): number => this.#time.now + this.offset;

  readonly after = (ms: number, run: () => void): Off => {
    if (this.#over) return () => {};
    const once = () => {
      this.#timers.delete(once);
      if (this.#slept) this.#slept.add(once);
      else run();
    };
    // As timers do: never at once.
    this.#timers.set(once, this.#time.after(Math.max(1, ms), once));
    return () => {
      this.#timers.get(once)?.();
      this.#timers.delete(once);
      this.#slept?.delete(once);
    };
  };

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  sleep(): void {
    this.#slept ??= new Set();
  }

  wake(): void {
    const slept = this.#slept ?? [];
    this.#slept = undefined;
    // Each in a turn of its own, as an event loop would.
    for (const once of slept) this.#timers.set(once, this.#time.after(0, once));
  }

  /** The party is dead: none of its timers runs any more. */
  end(): void {
    this.#over = true;
    for (const off of this.#timers.values()) off();
    this.#timers.clear();
    this.#slept = undefined;
  }
}
