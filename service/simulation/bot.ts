import type { Accuse } from './chronicle.js';
import type { Dice } from './dice.js';
import type { HttpRequest } from './service-process.js';

/** What a bot needs of the world. */
export interface Surroundings {
  readonly codes: readonly string[];
  readonly chronicle: { has(code: string, text: string): boolean };
  readonly accuse: Accuse;
  note(line: () => string): void;
  count(what: string): void;
  nameOf(code: string): string;
  nextText(): string;
  request(request: HttpRequest): Promise<string>;
}

interface Answer {
  readonly seat?: string;
  readonly seq?: number;
  readonly error?: { readonly code: string };
}

interface Page {
  readonly events: readonly { readonly seq: number }[];
  readonly first: number;
  readonly seq: number;
  readonly epoch: string;
}

/** A back end that is in a room over HTTP, and asks again until it knows. */
export class Bot {
  readonly #world: Surroundings;
  readonly #dice: Dice;
  readonly #name: string;
  /** Its seat: asked for by a key, and then a token. */
  #seat: { readonly code: string; readonly key: string; token?: string } | undefined;
  /** The message it has no answer about. */
  #unsure: { readonly key: string; readonly text: string } | undefined;
  #isBusy = false;
  #keys = 0;

  constructor(world: Surroundings, name: string, dice: Dice) {
    this.#world = world;
    this.#name = name;
    this.#dice = dice;
  }

  /** Takes a seat, or posts, or tries again what it tried last. */
  async act(): Promise<void> {
    const code = this.#dice.pick(this.#world.codes);
    if (this.#isBusy || !code) return;
    this.#isBusy = true;
    try {
      this.#seat ??= { code, key: this.#key() };
      if (this.#seat.token === undefined) await this.#sit(this.#seat);
      else if (this.#dice.next() < 0.3) await this.#page(this.#seat.code, this.#seat.token);
      else await this.#post(this.#seat.code, this.#seat.token);
    } catch {
      // Lost on the way, there or back: the same again next time.
    } finally {
      this.#isBusy = false;
    }
  }

  async #sit(seat: { code: string; key: string; token?: string }): Promise<void> {
    this.#world.note(() => `${this.#name}: takes a seat in ${this.#world.nameOf(seat.code)}`);
    const answer = await this.#ask(seat.code, 'seats', { key: seat.key, name: this.#name });
    if (answer.seat !== undefined) seat.token = answer.seat;
    else if (!isPassing(answer)) this.#seat = undefined;
  }

  async #post(code: string, token: string): Promise<void> {
    this.#unsure ??= { key: this.#key(), text: this.#world.nextText() };
    const { text } = this.#unsure;
    this.#world.note(() => `${this.#name}: posts ${text}`);
    const answer = await this.#ask(code, 'messages', this.#unsure, token);
    if (isPassing(answer)) return;
    this.#unsure = undefined;
    if (answer.error) this.#seat = undefined;
    else if (!this.#world.chronicle.has(code, text)) {
      this.#world.accuse('W6', `${this.#name} was told that ${text} is kept, and it is not`);
    }
  }

  /** Reads the log page by page, from one end to the other, while others write and it is trimmed. */
  async #page(code: string, token: string): Promise<void> {
    const isForward = this.#dice.next() < 0.5;
    const limit = this.#dice.between(1, 3);
    let edge: number | undefined = isForward ? 0 : undefined;
    let epoch: string | undefined;
    this.#world.note(() => `${this.#name}: pages ${isForward ? 'forward' : 'back'} by ${limit}`);
    for (let page = 0; page < 60; page++) {
      const bound = edge === undefined ? {} : { [isForward ? 'after' : 'before']: String(edge) };
      const range = { limit: String(limit), ...bound };
      const text = await this.#world.request({ path: `/v1/rooms/${code}/events`, token, range });
      const answer = JSON.parse(text) as Page | Answer;
      if (!('events' in answer)) return;
      const { events, first } = answer;
      if (epoch !== undefined && answer.epoch !== epoch) return;
      epoch = answer.epoch;
      this.#world.count('seen bot pages');
      if (first > 1) this.#world.count('seen bot pages of a trimmed log');
      const [start, end] = [events[0]?.seq, events.at(-1)?.seq];
      if (start === undefined || end === undefined) return;
      // The newest page may be older than the head it tells.
      const wanted = isForward ? Math.max(first, (edge ?? 0) + 1) : (edge ?? end + 1) - 1;
      const isContiguous = events.every(({ seq }, i) => seq === start + i);
      if (!isContiguous || start < first || (isForward ? start : end) !== wanted) {
        const which = `page ${start}–${end} (${events.length}) of ${first}–${answer.seq}`;
        this.#world.accuse('W8', `${this.#name}: ${which}, next to ${edge}`);
      }
      edge = isForward ? end : start;
    }
  }

  async #ask(code: string, what: string, body: object, token?: string): Promise<Answer> {
    const path = `/v1/rooms/${code}/${what}`;
    const text = await this.#world.request({ path, body: JSON.stringify(body), token });
    this.#world.count(`seen bot ${what}`);
    return JSON.parse(text) as Answer;
  }

  #key(): string {
    return `${this.#name} with its key ${++this.#keys}`;
  }
}

function isPassing({ error }: Answer): boolean {
  return /^(unavailable|rate_limited|slow_mode|internal)$/.test(error?.code ?? '');
}
