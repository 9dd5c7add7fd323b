import { type LeanListener, LeanSocket } from './lean-socket.js';

const SEQ = Buffer.from('"seq":');
const EVENTS = Buffer.from(',"events":');
const EVENT_SEQ = Buffer.from('{"seq":');
/** `{"type":"event"…` and `{"type":"error"…`, `{"type":"ok"…` differ here. */
const TYPE_AT = '{"type":"'.length;
const E = 'e'.charCodeAt(0);
const V = 'v'.charCodeAt(0);
const O = 'o'.charCodeAt(0);

/** What a member of the crowd reports. Bytes are good during the call only. */
export interface MemberListener {
  /** A pushed event came, whichever. */
  event(seq: number, bytes: Buffer, start: number, end: number): void;
  /** A page of recovered events came: the whole frame. */
  page(bytes: Buffer, start: number, end: number): void;
}

/** What was not as promised [W5]. All zero: exact. */
export interface Faults {
  missing: number;
  duplicates: number;
  outOfOrder: number;
}

interface Joined {
  readonly epoch: string;
  readonly seat: string;
  readonly seq: number;
  readonly recovered: boolean;
}

/** One member: follows the log by seq alone, drops, comes back, and recovers by [W8]. */
export class Member implements LeanListener {
  readonly faults: Faults = { missing: 0, duplicates: 0, outOfOrder: 0 };
  readonly #url: string;
  readonly #room: string;
  readonly #listener: MemberListener;
  #socket: LeanSocket | undefined;
  #epoch = '';
  #seat: string | undefined;
  /** All events up to this seq were had. */
  #at = 0;
  /** Live events are held back from here on while older ones are missing; 0: none are. */
  #heldFrom = 0;
  #held = 0;
  #id = 0;
  #reply: ((bytes: Buffer, start: number, end: number) => void) | undefined;

  constructor(url: string, room: string, listener: MemberListener) {
    this.#url = url;
    this.#room = room;
    this.#listener = listener;
  }

  /** The seq up to which it has all. */
  get at(): number {
    return this.#at;
  }

  /** Joins as a new member, from the head on. */
  async join(name: string): Promise<void> {
    this.#socket = await LeanSocket.open(this.#url, this);
    await this.#ask({ type: 'join', name, tail: 1 }, (bytes, start, end) => {
      const { epoch, seat, seq } = readJoined(bytes, start, end);
      this.#epoch = epoch;
      this.#seat = seat;
      this.#at = seq;
      this.#held = seq;
    });
  }

  /** Sends a message; its reply is not waited for. */
  say(text: string): void {
    const id = ++this.#id;
    this.#socket?.send({ type: 'send', id, room: this.#room, key: `k${id}`, text });
  }

  drop(): void {
    this.#socket?.drop();
    this.#socket = undefined;
  }

  /** Comes back on its seat and gets all it missed: join since, then pages till it meets live. */
  async recover(): Promise<void> {
    const since = { epoch: this.#epoch, seq: this.#at };
    this.#socket = await LeanSocket.open(this.#url, this);
    await this.#ask({ type: 'join', seat: this.#seat, since }, (bytes, start, end) => {
      const joined = readJoined(bytes, start, end);
      if (!joined.recovered) throw new Error('the service could not recover');
      this.#heldFrom = joined.seq + 1;
      this.#held = joined.seq;
      this.#takePage(bytes, start, end);
    });
    while (this.#heldFrom > 0) {
      await this.#ask({ type: 'history', after: this.#at, limit: 200 }, (bytes, start, end) =>
        this.#takePage(bytes, start, end),
      );
    }
  }

  frame(bytes: Buffer, start: number, end: number): void {
    const first = bytes[start + TYPE_AT];
    const isEvent = first === E && bytes[start + TYPE_AT + 1] === V;
    if (isEvent) this.#takeEvent(bytes, start, end);
    else if (first === E) throw new Error(bytes.toString('utf8', start, end));
    else if (first === O && this.#reply) {
      const reply = this.#reply;
      // The oks of messages come between; those have no events.
      const events = bytes.indexOf(EVENTS, start);
      if (events !== -1 && events < end) {
        this.#reply = undefined;
        reply(bytes, start, end);
      }
    }
  }

  closed(): void {
    if (this.#socket) throw new Error('a connection was lost that should not have been');
  }

  #takeEvent(bytes: Buffer, start: number, end: number): void {
    const seq = readNumber(bytes, bytes.indexOf(SEQ, start) + SEQ.length);
    this.#held = this.#follow(this.#held, seq);
    if (this.#heldFrom === 0) this.#at = this.#held;
    this.#listener.event(seq, bytes, start, end);
  }

  #takePage(bytes: Buffer, start: number, end: number): void {
    let at = bytes.indexOf(EVENT_SEQ, start);
    while (at !== -1 && at < end) {
      const seq = readNumber(bytes, at + EVENT_SEQ.length);
      // Pages may reach into what was heard live and is held back.
      if (seq < this.#heldFrom) this.#at = this.#follow(this.#at, seq);
      at = bytes.indexOf(EVENT_SEQ, at + EVENT_SEQ.length);
    }
    if (this.#at === this.#heldFrom - 1) {
      this.#at = this.#held;
      this.#heldFrom = 0;
    }
    this.#listener.page(bytes, start, end);
  }

  /** @returns the seq up to which there is all now; what is wrong is counted. */
  #follow(at: number, seq: number): number {
    if (seq === at + 1) return seq;
    if (seq === at) this.faults.duplicates += 1;
    else if (seq < at) this.faults.outOfOrder += 1;
    else this.faults.missing += seq - at - 1;
    return Math.max(at, seq);
  }

  /** `read` is called at once, before anything that came after the reply is looked at. */
  #ask(frame: object, read: (bytes: Buffer, start: number, end: number) => void): Promise<void> {
    return new Promise((resolve) => {
      this.#reply = (bytes, start, end) => {
        read(bytes, start, end);
        resolve();
      };
      this.#socket?.send({ ...frame, id: ++this.#id, room: this.#room });
    });
  }
}

function readJoined(bytes: Buffer, start: number, end: number): Joined {
  return JSON.parse(bytes.toString('utf8', start, end)) as Joined;
}

/** The whole number written at `at`. */
export function readNumber(bytes: Buffer, at: number): number {
  let value = 0;
  for (let i = at; ; i++) {
    const digit = (bytes[i] ?? 0) - 48;
    if (digit < 0 || digit > 9) return value;
    value = value * 10 + digit;
  }
}
