import type { Room, RoomState, TimelineMessage } from '@roomlet/sdk';
import { foldEvent, type Message, type RoomEvent } from '@roomlet/sdk/protocol';
import type { Accuse, Chronicle, History } from './chronicle.js';

/**
 * What one tab shows of one room, held against the log: a stretch of it without gaps, in order,
 * and the fold of it up to where the view has got [W5] [W8].
 */
export class View {
  readonly #chronicle: Chronicle;
  readonly #accuse: Accuse;
  #epoch: string;
  #cursor: number;
  /** The fold of the log up to the cursor. */
  #expected = new Map<number, Message>();
  /** What each message was last found to be equal to. */
  readonly #equal = new WeakMap<object, Message>();
  #checked: RoomState | undefined;

  constructor(
    readonly name: string,
    readonly room: Room,
    chronicle: Chronicle,
    accuse: Accuse,
  ) {
    this.#chronicle = chronicle;
    this.#accuse = (rule, what) => accuse(rule, `${this.name}: ${what}`);
    const { epoch, seq } = room.state;
    this.#epoch = epoch;
    this.#cursor = seq;
    this.#begin();
    room.on('event', (event) => this.#took(event));
    room.on('reset', () => {
      this.#epoch = room.state.epoch;
      this.#cursor = room.state.seq;
      this.#begin();
    });
  }

  get isOpen(): boolean {
    return !this.room.state.closed;
  }

  /** Holds what is shown now against the log; costs nothing while nothing changed. */
  check(): void {
    const { state } = this.room;
    if (state === this.#checked) return;
    this.#checked = state;
    const history = this.#history;
    if (!history) {
      this.#accuse('W8', 'shows a log that never was');
      return;
    }
    if (state.epoch !== this.#epoch) {
      this.#accuse('W8', 'another epoch without a reset');
      return;
    }
    if (state.seq !== this.#cursor) {
      this.#accuse('W5', `at ${state.seq} after the events up to ${this.#cursor}`);
      return;
    }
    const kept = state.messages.filter(isKept);
    const expected = [...this.#expected.values()].slice(this.#expected.size - kept.length);
    kept.forEach((message, i) => {
      const wanted = expected[i];
      if (this.#equal.get(message) === wanted) return;
      if (!wanted || !this.#isFold(message, wanted, history)) {
        const shown = JSON.stringify(message);
        this.#accuse('W5', `shows ${shown} where the log has ${JSON.stringify(wanted)}`);
      } else this.#equal.set(message, wanted);
    });
  }

  get #history(): History | undefined {
    return this.#chronicle.of(this.#epoch);
  }

  #begin(): void {
    this.#expected = new Map();
    for (const event of this.#history?.events.slice(0, this.#cursor) ?? []) {
      foldEvent(this.#expected, event);
    }
  }

  #took(event: RoomEvent): void {
    const history = this.#history;
    const { seq } = event;
    if (seq !== this.#cursor + 1) this.#accuse('W5', `event ${seq} after ${this.#cursor}`);
    const json = JSON.stringify(event);
    const committed = history?.events[seq - 1];
    if (!history || !committed) {
      this.#accuse('W6', `event ${seq} is not in the log`);
      return;
    }
    if (json !== history.json[seq - 1] && json !== history.scrubbed.get(seq)) {
      this.#accuse('W5', `event ${seq} is another in the log`);
    }
    this.#cursor = seq;
    foldEvent(this.#expected, committed);
  }

  /** A message whose deletion lies ahead of the view may show as deleted already. */
  #isFold(shown: Message, wanted: Message, { scrubbed }: History): boolean {
    if (shown.seq !== wanted.seq) return false;
    if (shown.deleted && shown.text === undefined) return wanted.deleted ?? scrubbed.has(shown.seq);
    return isSame(shown, wanted) || scrubbed.has(shown.seq);
  }
}

function isKept(message: TimelineMessage): message is Extract<TimelineMessage, { seq: number }> {
  return message.status === 'sent';
}

function isSame(shown: Message, wanted: Message): boolean {
  const names = Object.keys(wanted) as (keyof Message)[];
  return names.every(
    (name) =>
      shown[name] === wanted[name] || JSON.stringify(shown[name]) === JSON.stringify(wanted[name]),
  );
}
