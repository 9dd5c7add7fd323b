import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Message, Room, RoomState } from '@roomlet/sdk';
import type { Bus } from '../events.js';
import { type Actions, createActions, isOutdated } from './actions.js';
import { type Announcer, createAnnouncer } from './announcer.js';
import { type Banner, createBanner } from './banner.js';
import { createBatch } from './batch.js';
import { messageBySeq, placeNow, placeOf } from './by-seq.js';
import type { Clock } from './clock.js';
import { createJump, type Jump } from './jump.js';
import { createPin, type Pin } from './pin.js';
import { codeOf } from './problem.js';
import { around, grow, newer, older, type Range, tail } from './range.js';
import { beginReading, createReading } from './reading.js';
import { groupRows, type Row, rowKey } from './rows.js';
import type { Sheet } from './sheet.js';
import type { SiteMemory } from './site-memory.js';
import { plainText } from './text.js';

/** Messages of one older page: more than a step of rows, so that not every step waits for one. */
const PAGE = 100;

export interface RoomModel extends Actions, Pick<Room, 'rename' | 'moderate'> {
  readonly code: string;
  readonly state: ReadonlySignal<RoomState>;
  /** The rows the document holds: a part of the messages. */
  readonly rows: ReadonlySignal<readonly Row[]>;
  /** Whether the rows reach the newest message. */
  readonly atEnd: ReadonlySignal<boolean>;
  readonly loadingOlder: ReadonlySignal<boolean>;
  /** How many loads of older pages have ended, also those that brought no message. */
  readonly olderLoads: ReadonlySignal<number>;
  /** The last older page didn't come; until the connection is back, only the reader asks again. */
  readonly olderFailed: ReadonlySignal<boolean>;
  /** Messages of others not read yet; none while the newest is in view. */
  readonly unread: ReadonlySignal<number>;
  readonly pin: Pin;
  readonly banner: Banner;
  readonly announcer: Announcer;
  /** What lies over the conversation. */
  readonly sheet: ReadonlySignal<Sheet>;
  show(sheet: Sheet): void;
  /** More rows above: from the messages at hand, else from the service. */
  older(): void;
  newer(): void;
  /** To the newest message, following again. */
  latest(): void;
  /** Where a quote led the reader, for a moment. */
  readonly target: Jump['target'];
  /** Brings a message into view, loading pages until it is there. */
  jump(seq: number): void;
  retry(key: string): void;
  discard(key: string): void;
  /** Gives the seat up; rejects when that didn't reach the service. */
  leave(): Promise<void>;
  /** Stops looking at the room, and keeps its seat. */
  dispose(): void;
}

export interface RoomScene {
  readonly clock: Clock;
  readonly memory: SiteMemory;
  readonly bus: Bus;
  /** Whether the reader can see the room. */
  readonly shown: ReadonlySignal<boolean>;
  /** Whether the reader looks at this page at all. */
  readonly attended: ReadonlySignal<boolean>;
  readonly isOnline: () => boolean;
  /** The words for a live message, and for several. */
  readonly announce: (name: string, text: string) => string;
  readonly summary: (count: number) => string;
  /** The view starts anew [W8]. */
  readonly onReset: () => void;
  /** What the visitor asked for failed. */
  readonly onProblem: (error: unknown) => void;
  /** The message that a quote leads to isn't kept any more. */
  readonly onLost: () => void;
}

export function createRoomModel(room: Room, scene: RoomScene): RoomModel {
  const { clock, memory, bus, shown, attended } = scene;
  beginReading(room, memory);
  const state = signal(room.state);
  const rows = signal<readonly Row[]>([]);
  const atEnd = signal(true);
  const loadingOlder = signal(false);
  const olderLoads = signal(0);
  const olderFailed = signal(false);
  const sheet = signal<Sheet>('none');
  const pin = createPin();
  const banner = createBanner(clock, scene.isOnline);
  const announcer = createAnnouncer(clock, scene.summary);
  const isBare = computed(() => shown.value && sheet.value === 'none');
  const inView = computed(() => isBare.value && attended.value && pin.pinned.value && atEnd.value);
  const reading = createReading(room, state, inView, memory, clock);
  let range: Range = tail(room.state.messages.length);

  const draw = () => {
    const { messages, self } = state.value;
    rows.value = groupRows({ messages, ...range, selfId: self.id }, rows.value);
    atEnd.value = range.end === messages.length;
  };
  const update = () =>
    batch(() => {
      const { messages: before, status: was, epoch } = state.peek();
      state.value = room.state;
      const { messages, status, closed } = room.state;
      if (status === 'connected' && was !== status) olderFailed.value = false;
      // An ended room has its own notice, and no way back to wait for.
      if (closed) {
        banner.stop();
        sheet.value = 'none';
      } else banner.status(status);
      if (isOutdated(actions.composer, messages)) actions.composer.cancel();
      // In another log the numbers mean others.
      const at = epoch === room.state.epoch ? placeNow(before, messages, range.start) : -1;
      range =
        at < 0
          ? tail(messages.length)
          : grow(range, before.length, messages.length, at - range.start, pin.pinned.peek());
      draw();
    });
  const changes = createBatch(clock, update);
  const move = (to: Range) => {
    range = to;
    batch(draw);
  };
  const latest = () => {
    jump.stop();
    pin.jump();
    move(tail(state.peek().messages.length));
  };
  const failed = (error: unknown) =>
    bus.emit('error', { code: codeOf(error), message: String((error as Error)?.message ?? error) });
  const actions = createActions(room, {
    draft: memory.draft(room.code),
    keepDraft: (text) => memory.keepDraft(room.code, text),
    sent() {
      update();
      latest();
    },
    failed: scene.onProblem,
  });
  const jump = createJump({
    room,
    clock,
    loading: loadingOlder,
    show(seq) {
      update();
      const { messages } = room.state;
      const message = messageBySeq(messages, seq);
      if (!message) return undefined;
      const at = placeOf(messages, seq);
      batch(() => {
        pin.leave();
        if (at < range.start || at >= range.end) move(around(at, messages.length));
      });
      return rowKey(message);
    },
    lost: scene.onLost,
    failed: scene.onProblem,
  });
  const live = (message: Message) => {
    const { by, seq, at, text = '' } = message;
    bus.emit('message', { room: room.code, seq, at, by: { id: by.id, name: by.name }, text });
    if (by.id === room.state.self.id) return;
    pin.arrived();
    if (shown.peek()) announcer.message(scene.announce(by.name, plainText(text)));
  };

  const offs = [
    room.subscribe(changes.mark),
    room.on('message', live),
    room.on('reset', () => {
      // The numbers of the messages begin anew too.
      beginReading(room, memory);
      jump.stop();
      actions.composer.cancel();
      scene.onReset();
    }),
    room.on('error', failed),
  ];
  if (!room.state.closed) banner.status(room.state.status);
  draw();

  const model: RoomModel = {
    code: room.code,
    state,
    rows,
    atEnd,
    loadingOlder,
    olderLoads,
    olderFailed,
    unread: reading.unread,
    pin,
    banner,
    announcer,
    sheet,
    show(next) {
      sheet.value = next;
    },
    ...actions,
    target: jump.target,
    jump: jump.to,
    older() {
      if (range.start > 0) return move(older(range));
      if (loadingOlder.peek() || !room.state.hasOlder) return;
      loadingOlder.value = true;
      olderFailed.value = false;
      room
        .loadOlder(PAGE)
        .then(() => {
          update();
          if (range.start > 0) move(older(range));
        })
        .catch((error) => {
          olderFailed.value = true;
          failed(error);
        })
        .finally(() => {
          batch(() => {
            loadingOlder.value = false;
            olderLoads.value++;
          });
        });
    },
    newer: () => move(newer(range, state.peek().messages.length)),
    latest,
    retry: (key) => void room.retry(key).catch(() => {}),
    discard: (key) => room.discard(key),
    rename: room.rename,
    moderate: room.moderate,
    leave: () => room.leave(),
    dispose() {
      for (const off of offs) off();
      changes.stop();
      banner.stop();
      announcer.stop();
      jump.stop();
      reading.stop();
    },
  };
  return model;
}
