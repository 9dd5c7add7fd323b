import { ERROR_STATUS, type Failure, type Frame } from './frames.js';

/**
 * What must hold for every frame of every test, whatever the test is about. A breach is noted
 * here and fails the test it happened in (see audit-setup.ts).
 */
const breaches: string[] = [];

export function takeBreaches(): string[] {
  return breaches.splice(0);
}

const RETRYABLE = new Set(['rate_limited', 'slow_mode', 'unavailable']);

/** Watches one connection: closed set of codes, no nulls, contiguous seqs, nothing before a join. */
export class Audit {
  /** Room → the last seq this connection was told of in order. */
  readonly #heads = new Map<string, number>();
  /** Command id → room of the joins that are under way. */
  readonly #joins = new Map<number, string>();
  /** ids that may be answered; ids used more than once count as often as used. */
  readonly #open = new Map<number, number>();

  sent(frame: unknown): void {
    if (!isObject(frame)) return;
    const { id, type, room } = frame;
    if (typeof id !== 'number') return;
    this.#open.set(id, (this.#open.get(id) ?? 0) + 1);
    if (type === 'join' && typeof room === 'string') this.#joins.set(id, room);
  }

  received(frame: Frame): void {
    if (holdsNull(frame)) note('an optional field is absent, never null', frame);
    if (frame.type === 'error') auditFailure(frame as unknown as Failure);
    if (frame.type === 'ok' || frame.type === 'error') this.#reply(frame);
    if (frame.room === undefined) return;
    const head = this.#heads.get(frame.room);
    if (head === undefined) note('no push of a room before its join’s ok [W5]', frame);
    if (frame.type === 'closed') this.#heads.delete(frame.room);
    if (frame.type !== 'event' || !frame.event || head === undefined) return;
    if (frame.event.seq !== head + 1) note(`seq ${head + 1} comes after ${head} [W5]`, frame);
    this.#heads.set(frame.room, frame.event.seq);
  }

  #reply(frame: Frame): void {
    const { id } = frame;
    if (id === undefined) return;
    const open = this.#open.get(id) ?? 0;
    if (open === 0) note('one reply to a command, and none to what was not asked [W2]', frame);
    this.#open.set(id, open - 1);
    const room = this.#joins.get(id);
    if (room === undefined || frame.type !== 'ok') return;
    this.#joins.delete(id);
    const facts = frame.facts as { code: string };
    // A recovery of more than a page ends before the head; live events still follow the head.
    this.#heads.set(facts.code, frame.seq ?? 0);
  }
}

/** The same for an error, from the socket or over HTTP. */
export function auditFailure(failure: Failure): void {
  if (!(failure.code in ERROR_STATUS)) note('the codes are a closed set [W2]', failure);
  if (typeof failure.message !== 'string' || failure.message.length < 5) {
    note('an error says what to do next [W2]', failure);
  }
  if (/\bat .*\.(js|ts):\d+/.test(failure.message)) note('no stack in an error [W2]', failure);
  const retryable = RETRYABLE.has(failure.code);
  const { retryAfter } = failure;
  if (retryable !== (retryAfter !== undefined)) {
    note('retryAfter comes with rate_limited, slow_mode and unavailable [W2]', failure);
  }
  if (retryAfter !== undefined && (!Number.isInteger(retryAfter) || retryAfter < 0)) {
    note('durations are whole milliseconds', failure);
  }
}

function note(rule: string, seen: unknown): void {
  breaches.push(`${rule}: ${JSON.stringify(seen).slice(0, 400)}`);
}

function holdsNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value).some(holdsNull);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
