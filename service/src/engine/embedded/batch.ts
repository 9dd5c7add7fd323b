import type { EngineBusy, EngineFailure } from '../engine.js';
import { packRequest, unpackAnswer } from './codec.js';
import { PackReader, PackWriter } from './pack.js';
import type { Answers, Batch, Request } from './request.js';

/** Most requests in one commit: a bound on how long the ones behind it wait. */
const MOST = 1_000;
/** Most bytes of one commit and of its answers, about. */
const MOST_BYTES = 4_194_304;
/** What an event that is read may bring, bytes; a large one is rarer than a small one. */
const EVENT = 1_024;

interface Waiting {
  readonly op: Request['op'];
  readonly settle: (answer: Answers[Request['op']]) => void;
  readonly reject: (error: EngineFailure | EngineBusy) => void;
}

/** Requests that are committed together, packed as they come. */
export class Pending {
  readonly #pack = new PackWriter();
  readonly #waiting: Waiting[] = [];
  #answerBytes = 0;

  get count(): number {
    return this.#waiting.length;
  }

  /** What it weighs, and its answers will, bytes. */
  get bytes(): number {
    return this.#pack.size + this.#answerBytes;
  }

  get full(): boolean {
    return this.count >= MOST || this.bytes >= MOST_BYTES;
  }

  add(request: Request, settle: Waiting['settle'], reject: Waiting['reject']): void {
    packRequest(this.#pack, request);
    this.#waiting.push({ op: request.op, settle, reject });
    if ('limit' in request) this.#answerBytes += answerBytes(request);
  }

  /** What is sent. Nothing may be added after. */
  take(): Batch {
    return this.#pack.take();
  }

  settle(answers: Batch): void {
    const from = new PackReader(answers);
    for (const { op, settle } of this.#waiting) settle(unpackAnswer(from, op));
  }

  reject(error: EngineFailure): void {
    for (const { reject } of this.#waiting) reject(error);
  }
}

function answerBytes(request: { readonly limit: number; readonly characters?: number }): number {
  return Math.min(request.limit * EVENT, (request.characters ?? Infinity) + EVENT);
}
