import type { Rate } from '../limits/bucket.js';
import { Buckets } from '../limits/buckets.js';
import type { Pace } from '../limits/pace.js';
import { type Export, exportJson, exportText } from './exporting.js';
import { refuse } from './refusal.js';
import type { Room } from './room.js';

/** How long a caller waits who finds all places taken, ms. */
const COME_AGAIN = 10_000;

/** What exports are held to. */
export interface ExportRules {
  /** Exports under way in the service. */
  readonly atOnce: number;
  /** Exports of a seat. */
  readonly perSeat: Rate;
}

/** An export that somebody asked for. */
export interface ExportOrder {
  readonly room: Room;
  readonly seat: string;
  /** The network it was asked from. */
  readonly network: string;
  readonly format: 'json' | 'txt';
}

/** An export's text, piece by piece, none of them empty. It holds its place until it has ended. */
export interface Pieces extends AsyncIterable<string> {
  /** Lets go of the room and of the place, also when no piece was taken. */
  end(): void;
}

/**
 * The exports of the service. Each holds a piece at a time, and its next step waits for its turn:
 * reading a whole log must neither fill the memory nor hold up a message in another room.
 */
export class Exports {
  readonly #rules: ExportRules;
  readonly #now: () => number;
  readonly #pace: Pace;
  readonly #buckets: Buckets;
  readonly #seats = new Set<string>();
  readonly #networks = new Map<string, number>();

  /** @param pace of all exports together, apart from joins and pages. */
  constructor({ rules, now, pace }: { rules: ExportRules; now: () => number; pace: Pace }) {
    this.#rules = rules;
    this.#now = now;
    this.#pace = pace;
    this.#buckets = new Buckets(rules.perSeat);
  }

  /** How many are under way. */
  get size(): number {
    return this.#seats.size;
  }

  /**
   * Takes a place for an export.
   * @throws Refusal `rate_limited` for a seat's second one at a time or its 7th in an hour,
   *   `unavailable` when the service, or the caller's network, has no place left.
   */
  begin(order: ExportOrder): Pieces {
    const { room, seat, network, format } = order;
    const id = `${room.code}/${seat}`;
    const now = this.#now();
    const wait = this.#buckets.take(id, now);
    if (wait > 0) throw refuse.tooMany('exports', wait);
    try {
      if (this.#seats.has(id)) throw refuse.tooMany('exports at once', COME_AGAIN);
      // Half the places at most for one network, so that it can't keep everybody else from theirs.
      const share = Math.ceil(this.#rules.atOnce / 2);
      const taken = this.#networks.get(network) ?? 0;
      if (this.size >= this.#rules.atOnce || taken >= share) throw refuse.busy(COME_AGAIN);
      this.#networks.set(network, taken + 1);
    } catch (refusal) {
      this.#buckets.refund(id);
      throw refusal;
    }
    this.#seats.add(id);
    const unpin = room.keepOpen();
    const leave = () => {
      if (!this.#seats.delete(id)) return;
      unpin();
      const left = (this.#networks.get(network) ?? 1) - 1;
      if (left > 0) this.#networks.set(network, left);
      else this.#networks.delete(network);
    };
    const steps = format === 'json' ? exportJson(room) : exportText(room);
    // An export that can't be made is none.
    const place = { kind: 'page', network, seat: id, isGone: () => false } as const;
    const turn: Turn = (work) => this.#pace.turn(place, work);
    return inTurn(steps, { turn, leave, fail: () => this.#buckets.refund(id) });
  }
}

type Turn = <T>(work: () => Promise<T>) => Promise<T>;

interface Course {
  readonly turn: Turn;
  /** Called once or more, at the end. */
  readonly leave: () => void;
  /** Called when a step fails. */
  readonly fail: () => void;
}

/** Takes an export's steps in turns with the others, and gives those that have something to write. */
function inTurn(steps: Export, { turn, leave, fail }: Course): Pieces {
  async function* pieces(): AsyncGenerator<string, void> {
    try {
      for (;;) {
        const { value, done } = await turn(() => steps.next());
        if (done) return;
        if (value) yield value;
      }
    } catch (error) {
      fail();
      throw error;
    } finally {
      await steps.return();
      leave();
    }
  }
  const running = pieces();
  return {
    [Symbol.asyncIterator]: () => running,
    end: () => {
      // A generator that was not begun runs no `finally`.
      void running.return().finally(leave);
    },
  };
}
