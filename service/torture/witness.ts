import type { Room, SentMessage, TimelineMessage, UnsentMessage } from '@roomlet/sdk';
import type { Report, Standing } from './report.js';
import { type Seen, seenOf, shownOf } from './seen.js';

/** How long what was seen is gathered before it is told, ms. */
const GATHER = 40;
const PAGE = 200;

/** Watches one room through the SDK's public face and reports what it sees. */
export class Witness {
  /** Changes of messages that aren't answered yet. */
  changing = 0;
  #events: Seen[] = [];
  #told = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly room: Room,
    readonly report: (report: Report) => void,
  ) {
    this.#begin(false);
    room.on('event', (event) => {
      this.#events.push(seenOf(event));
      this.look();
    });
    room.on('reset', () => {
      this.#tell();
      this.#begin(true);
    });
    room.on('closed', ({ code, message }) => this.#broken(`closed ${code}: ${message}`));
    room.subscribe(() => this.look());
    this.look();
  }

  /** Something may have moved. */
  look(): void {
    this.#timer ??= setTimeout(() => this.#tell(), GATHER);
  }

  /** Loads the room to its beginning and reports it whole. */
  async show(): Promise<void> {
    const { room } = this;
    while (room.state.hasOlder) {
      // A connection may still be lost now and then: the next one brings it.
      await room.loadOlder(PAGE).catch(() => new Promise((again) => setTimeout(again, GATHER)));
    }
    this.#tell();
    const { messages, members } = room.state;
    this.report({
      type: 'shown',
      room: room.code,
      messages: messages.map((one) => ('seq' in one ? shownOf(one as SentMessage) : one.status)),
      roster: members.map(({ id, name, host }) => `${id} ${name} ${host ?? false}`).sort(),
    });
  }

  #begin(anew: boolean): void {
    const { code, state } = this.room;
    this.report({ type: 'view', room: code, epoch: state.epoch, seq: state.seq, anew });
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { code: room, state } = this.room;
    if (this.#events.length > 0) this.report({ type: 'events', room, events: this.#events });
    this.#events = [];
    const unsent = state.messages.filter(isUnsent);
    for (const one of unsent) if (one.status === 'failed') this.#drop(one);
    const standing: Standing = {
      connected: state.status === 'connected',
      seq: state.seq,
      open: unsent.length + this.changing,
    };
    const told = JSON.stringify(standing);
    if (told !== this.#told) this.report({ type: 'standing', room, standing });
    this.#told = told;
  }

  /** What one answered may be deleted before the answer is kept. Nothing else is ever refused here. */
  #drop({ key, replyTo, error }: UnsentMessage): void {
    if (error?.code !== 'not_found' || replyTo === undefined) {
      this.#broken(`message ${key} failed: ${error?.code} ${error?.message}`);
    }
    this.report({ type: 'refused', room: this.room.code, key });
    this.room.discard(key);
  }

  #broken(what: string): void {
    this.report({ type: 'broken', room: this.room.code, what });
  }
}

function isUnsent(message: TimelineMessage): message is UnsentMessage {
  return message.status !== 'sent';
}
