import type { HttpResponse } from 'uWebSockets.js';
import { networksOf } from '../limits/networks.js';
import { Tally } from '../limits/tally.js';
import type { Clock } from '../room/clock.js';
import { Refusal, refuse } from '../room/refusal.js';

/** How long a body may take from its first byte to its last, ms. */
const WITHIN = 10_000;
/**
 * Pieces a body may come in. The network makes some 50 of the longest; each costs a call, whatever
 * its size, and a body of single bytes would be 65,000.
 */
const MOST_PIECES = 1_024;
/** When to come back to a service that reads as many bodies as it can, ms. */
const COME_AGAIN = 1_000;

export interface BodyRules {
  /** Bytes of one. */
  readonly bytes: number;
  /** How many an address may be sending at a time. */
  readonly perAddress: number;
  /** How many may be on their way in all. */
  readonly atOnce: number;
}

export interface BodySource {
  readonly address: string;
  /** The Content-Length header; empty when there is none. */
  readonly length: string;
  /** Aborted when the other side has left. */
  readonly gone: AbortSignal;
  /** Answers in this very turn and ends the connection: what still comes of it is not worth reading. */
  cut(refusal: Refusal): void;
}

/** Reads the bodies of requests, as many at a time as there is room for. */
export class Bodies {
  readonly #rules: BodyRules;
  readonly #clock: Clock;
  readonly #tally: Tally;
  #underWay = 0;

  constructor(rules: BodyRules, clock: Clock) {
    this.#rules = rules;
    this.#clock = clock;
    this.#tally = new Tally(rules.perAddress, Math.ceil(rules.atOnce / 4));
  }

  /** How many are being read. */
  get size(): number {
    return this.#underWay;
  }

  /**
   * Reads a body. Must be called before the first await of a request.
   * @throws Refusal: too long, too slow, in too many pieces, or too many at a time.
   */
  async read(res: HttpResponse, { address, length, gone, cut }: BodySource): Promise<Buffer> {
    const { bytes, atOnce } = this.#rules;
    if (Number(length) > bytes) throw tooLarge(bytes);
    if (this.#underWay >= atOnce) throw refuse.busy(COME_AGAIN);
    const leave = this.#tally.enter(networksOf(address));
    if (!leave) throw refuse.tooMany('requests at once from your address', COME_AGAIN);
    this.#underWay += 1;
    try {
      return await collect(res, { limit: bytes, gone, cut, clock: this.#clock });
    } finally {
      this.#underWay -= 1;
      leave();
    }
  }
}

interface Collecting {
  readonly limit: number;
  readonly gone: AbortSignal;
  readonly clock: Clock;
  cut(refusal: Refusal): void;
}

function collect(res: HttpResponse, { limit, gone, clock, cut }: Collecting): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let body = Buffer.alloc(0);
    let [size, pieces, isOver] = [0, 0, false];
    const end = (settle: () => void) => {
      if (isOver) return;
      isOver = true;
      cancelTimer();
      settle();
      body = Buffer.alloc(0);
    };
    const fail = (refusal: Refusal) => end(() => reject(refusal));
    const cancelTimer = clock.after(WITHIN, () => fail(tooSlow()));
    gone.addEventListener('abort', () => fail(tooSlow()));
    res.onData((chunk, isLast) => {
      if (isOver) return;
      pieces += 1;
      if (size + chunk.byteLength > limit) return fail(tooLarge(limit));
      if (pieces > MOST_PIECES) {
        // Else uWebSockets would call for each of the thousands that it has received already.
        cut(tooManyPieces());
        return fail(tooManyPieces());
      }
      // Grown by what has come, not by what was announced.
      if (size + chunk.byteLength > body.length) {
        const grown = Buffer.allocUnsafe(Math.min(limit, 2 * (size + chunk.byteLength)));
        body.copy(grown, 0, 0, size);
        body = grown;
      }
      // The chunk is uWebSockets' own memory and gone when this returns.
      body.set(new Uint8Array(chunk), size);
      size += chunk.byteLength;
      if (isLast) {
        const whole = body.subarray(0, size);
        end(() => resolve(whole));
      }
    });
  });
}

function tooLarge(limit: number): Refusal {
  return new Refusal('too_large', `A body may have up to ${limit} bytes.`);
}

function tooSlow(): Refusal {
  return new Refusal('bad_request', `Send a body within ${WITHIN / 1_000} s.`);
}

function tooManyPieces(): Refusal {
  return new Refusal('bad_request', `Send a body in ${MOST_PIECES} chunks at most.`);
}
