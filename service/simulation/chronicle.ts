import type { RoomEvent } from '@roomlet/sdk/protocol';
import { withoutMessage } from '#service/engine/encode.js';
import type { Change, Commit, RoomDraft, StoredEvent } from '#service/engine/engine.js';

/** One log as it was committed, event by event; nothing is ever taken out of it. */
export interface History {
  readonly code: string;
  readonly epoch: string;
  /** As first committed: event n is at n - 1. */
  readonly events: RoomEvent[];
  readonly json: string[];
  /** What an event was rewritten to, by seq. */
  readonly scrubbed: Map<number, string>;
  /** Seqs of messages whose deletion was acked: their text may be told to nobody [W15]. */
  readonly denied: Set<number>;
}

/** Tells that a promise was broken. */
export type Accuse = (rule: string, what: string) => void;

/** All that was ever committed, by epoch: what everything else is held against. */
export class Chronicle {
  readonly #accuse: Accuse;
  readonly #left: (code: string, member: string) => void;
  readonly #histories = new Map<string, History>();
  readonly #current = new Map<string, History>();
  /** Codes of the rooms that were ever made, oldest first. */
  readonly codes: string[] = [];
  /** Texts that a person sent again as another member, knowing of the first. */
  readonly sentAgain = new Set<string>();

  /** @param left told of each `left`. */
  constructor(accuse: Accuse, left: (code: string, member: string) => void = () => {}) {
    this.#accuse = accuse;
    this.#left = left;
  }

  /** The log of an epoch, whether or not it is still the room's. */
  of(epoch: string): History | undefined {
    return this.#histories.get(epoch);
  }

  /** The log that a room has now. */
  now(code: string): History | undefined {
    return this.#current.get(code);
  }

  /** Whether some log of the room has, or had, a message with this text. */
  has(code: string, text: string): boolean {
    return [...this.#histories.values()].some(
      (history) => history.code === code && history.json.some((json) => json.includes(text)),
    );
  }

  created({ record: { code }, epoch }: RoomDraft): void {
    if (!this.codes.includes(code)) this.codes.push(code);
    if (this.#histories.has(epoch)) this.#accuse('W8', 'an epoch names two logs');
    const history: History = {
      ...{ code, epoch, events: [], json: [] },
      ...{ scrubbed: new Map(), denied: new Set() },
    };
    this.#histories.set(epoch, history);
    this.#current.set(code, history);
  }

  erased(code: string): void {
    this.#current.delete(code);
  }

  committed(epoch: string, change: Change, commit: Commit): void {
    const history = this.#histories.get(epoch);
    if (!history) {
      this.#accuse('W6', 'a commit in a log that was never made');
      return;
    }
    for (const stored of commit.events) this.#add(history, stored);
    if (commit.scrub !== undefined) this.#scrub(history, commit.scrub);
    if (history.events.length !== commit.head) {
      this.#accuse('W5', `head ${commit.head} after ${history.events.length} events`);
    }
    if (change.ended?.length && commit.events.some(({ json }) => json.includes('"joined"'))) {
      this.#accuse('W9', 'a seat ended and joined in one step');
    }
  }

  /** What the message and its edits look like from now on. */
  #scrub(history: History, message: number): void {
    history.json.forEach((json, i) => {
      const bare = withoutMessage({ seq: i + 1, json }, message);
      if (bare.json !== json) history.scrubbed.set(bare.seq, bare.json);
    });
  }

  #add(history: History, { seq, json }: StoredEvent): void {
    const event = JSON.parse(json) as RoomEvent;
    const before = history.events.at(-1);
    if (seq !== (before?.seq ?? 0) + 1 || event.seq !== seq) {
      this.#accuse('W5', `event ${seq} committed after ${before?.seq}`);
    }
    if (before && event.at < before.at) this.#accuse('W5', `time went back at ${seq}`);
    const isSame = (one: RoomEvent) => one.kind === event.kind && one.by.id === event.by.id;
    if (event.kind === 'message') {
      const twin = history.events.find(
        (one) =>
          one.kind === 'message' &&
          ((isSame(one) && one.key === event.key) ||
            (one.text === event.text && !this.sentAgain.has(event.text ?? ''))),
      );
      if (twin) this.#accuse('W7', `${event.text} is in the log at ${twin.seq} and ${seq}`);
    }
    if (event.kind === 'joined' && history.events.some(isSame)) {
      this.#accuse('W9', `a second joined of ${event.by.name} at ${seq}`);
    }
    const gone = history.events.find((one) => one.kind === 'left' && one.by.id === event.by.id);
    if (gone) this.#accuse('W9', `${event.kind} at ${seq} by one who left at ${gone.seq}`);
    if (event.kind === 'left') this.#left(history.code, event.by.id);
    history.events.push(event);
    history.json.push(json);
  }
}
