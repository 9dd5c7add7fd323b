import { FairQueue } from './fair-queue.js';

/** Whose turn it is to be, and for what. */
export interface Place {
  /** Joins come before pages: a page can wait, but nobody can talk who isn't in. */
  readonly kind: 'join' | 'page';
  /** The widest network that the asking address is in. */
  readonly network: string;
  readonly seat: string;
  /** Whether nobody waits for the work any more. */
  readonly isGone: () => boolean;
}

/**
 * Lets long work in a little at a time, so that what is short and urgent never waits for much of
 * it: when a crowd comes back at once, its pages must not hold up the next message of those who
 * stayed.
 */
export interface Pace {
  /**
   * Runs `work` when its turn has come. `work` MUST NOT take a turn.
   * @throws Crowded when too many wait; Left when nobody waits for it any more.
   */
  turn<T>(place: Place, work: () => Promise<T>): Promise<T>;
}

/** Too many wait for a turn. */
export class Crowded extends Error {
  override readonly name = 'Crowded';
  /** ms. */
  readonly retryAfter = 1_000;
  /** Whether it is this seat that has too many waiting, or all together. */
  readonly isOwn: boolean;

  constructor(isOwn: boolean) {
    super('too many wait for a turn');
    this.isOwn = isOwn;
  }
}

/** Nobody waited for the work any more, so it was not begun. */
export class Left extends Error {
  override readonly name = 'Left';

  constructor() {
    super('nobody waits for this any more');
  }
}

/** Everything at once. */
export const unpaced: Pace = {
  async turn(place, work) {
    if (place.isGone()) throw new Left();
    return work();
  },
};

export interface PaceOptions {
  /** How many works may be under way. */
  readonly atOnce: number;
  /** Runs what it is given after everything else that is ready to run, or after a rest. */
  readonly later: (work: () => void) => void;
  /** Most that may wait of one seat, and of each kind. */
  readonly mostOfSeat?: number;
  readonly most?: number;
}

interface Turn {
  readonly place: Place;
  readonly begin: () => void;
  readonly refuse: (reason: Left) => void;
}

/**
 * So much at a time, and what follows not before others had their chance. Joins come first; among
 * joins, and among pages, networks take turns, and within a network its seats, so that however much
 * one of them asks for, all others wait for one work of it at most.
 */
export class Paced implements Pace {
  readonly #later: (work: () => void) => void;
  readonly #queues: Record<Place['kind'], FairQueue<Turn>>;
  #free: number;

  constructor({ atOnce, later, mostOfSeat = 64, most = 10_000 }: PaceOptions) {
    this.#free = atOnce;
    this.#later = later;
    const queue = () => new FairQueue<Turn>(mostOfSeat, most);
    this.#queues = { join: queue(), page: queue() };
  }

  /** How many wait. */
  get size(): number {
    return this.#queues.join.size + this.#queues.page.size;
  }

  async turn<T>(place: Place, work: () => Promise<T>): Promise<T> {
    if (place.isGone()) throw new Left();
    if (this.#free > 0) this.#free -= 1;
    else await this.#wait(place);
    try {
      return await work();
    } finally {
      this.#later(() => this.#pass());
    }
  }

  #wait(place: Place): Promise<void> {
    return new Promise((begin, refuse) => {
      const { kind, network, seat } = place;
      const added = this.#queues[kind].add(network, seat, { place, begin, refuse });
      if (added !== 'added') throw new Crowded(added === 'full for the seat');
    });
  }

  #pass(): void {
    const next = this.#next();
    if (next) next.begin();
    else this.#free += 1;
  }

  /** The next that somebody waits for. */
  #next(): Turn | undefined {
    for (;;) {
      const next = this.#queues.join.next() ?? this.#queues.page.next();
      if (!next?.place.isGone()) return next;
      next.refuse(new Left());
    }
  }
}
