import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Message, Room, RoomState } from '@roomlet/sdk';
import type { Bus } from '../events.js';
import { type Actions, createActions, isOutdated } from './actions.js';
import { type Announcer, createAnnouncer } from './announcer.js';
import { type Banner, createBanner } from './banner.js';
import { createBatch } from './batch.js';
import { messageBySeq, placeNow, placeOf } from './by-seq.js';
import type { Clock } from './clock.js';
import { firstUnread } from './divider.js';
import type { Jump, Target } from './jump.js';
import { type Menu, NO_MENU } from './menu.js';
import { createPin, type Pin } from './pin.js';
import { codeOf } from './problem.js';
import { around, grow, newer, older, type Range, tail } from './range.js';
import { beginReading, createReading } from './reading.js';
import { rowKey } from './row-key.js';
import { groupRows, type Row } from './rows.js';
import type { Sheet } from './sheet.js';
import type { SiteMemory } from './site-memory.js';
import { plainText } from './text.js';

/** Messages of one older page: more than a step of rows, so that not every step waits for one. */
const PAGE = 100;

/** Messages among which the line "New" is looked for; who missed more begins there. */
const MOST_SOUGHT = 1_000;

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
  readonly target: ReadonlySignal<Target | undefined>;
  /** Brings a message into view, loading pages until it is there. */
  jump(seq: number): Promise<void>;
  /** The key of the row whose tools are shown. */
  readonly active: ReadonlySignal<string | undefined>;
  activate(key: string | undefined): void;
  /** What lies over the conversation about one message. */
  readonly menu: ReadonlySignal<Menu>;
  ask(menu: Menu): void;
  /** Whether there is a line "New" that isn't drawn, because its page isn't loaded yet. */
  seeksDivider(): boolean;
  /** Takes the line "New" away. */
  closeDivider(): void;
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
  const menu = signal(NO_MENU);
  const active = signal<string | undefined>(undefined);
  const target = signal<Target | undefined>(undefined);
  let jump: Jump | undefined;
  const pin = createPin();
  const banner = createBanner(clock, scene.isOnline);
  const announcer = createAnnouncer(clock, scene.summary);
  const isBare = computed(() => shown.value && sheet.value === 'none' && pin.inSight.value);
  const inView = computed(() => isBare.value && attended.value && pin.pinned.value && atEnd.value);
  const reading = createReading(room, state, inView, memory, clock);
  let range: Range = tail(room.state.messages.length);
  /** How far one had read when one came; what came later stands under the line "New". */
  let readBefore: number | undefined;

  const draw = (fresh?: string) => {
    const { messages, self, hasOlder, members } = state.value;
    const unread = readBefore === undefined ? undefined : firstUnread(state.value, readBefore)?.seq;
    const seen = Math.max(0, ...members.map(({ id, read = 0 }) => (id === self.id ? 0 : read)));
    const source = { messages, ...range, selfId: self.id, hasOlder, seen, unread, fresh };
    rows.value = groupRows(source, rows.value);
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
        menu.value = NO_MENU;
      } else banner.status(status);
      if (isOutdated(actions.composer, messages)) actions.composer.cancel();
      // In another log the numbers mean others.
      const at = epoch === room.state.epoch ? placeNow(before, messages, range.start) : -1;
      range =
        at < 0
          ? tail(messages.length)
          : grow(range, before.length, messages.length, at - range.start, pin.pinned.peek());
      const last = messages.at(-1);
      const isAlone = messages.length === before.length + 1 && last !== before.at(-1);
      draw(last && isAlone && pin.pinned.peek() ? rowKey(last) : undefined);
    });
  const changes = createBatch(clock, update);
  const move = (to: Range) => {
    range = to;
    batch(() => draw());
  };
  const latest = () => {
    jump?.stop();
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
  const bring = (seq: number) => {
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
  };
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
      closeDivider();
      jump?.stop();
      actions.composer.cancel();
      scene.onReset();
    }),
    room.on('error', failed),
  ];
  if (!room.state.closed) banner.status(room.state.status);
  draw();
  const closeDivider = () => {
    readBefore = undefined;
    draw();
  };
  /** The reader looks up: what isn't read by now is new. */
  const mark = () => {
    if (room.state.unread === 0) return;
    readBefore = room.state.read;
    draw();
  };
  /** The reader comes, and begins with what is new. */
  const come = () => {
    mark();
    const { read, unread, messages } = room.state;
    const first = firstUnread(room.state, read);
    // What is drawn shows whether the rest fits in view.
    if (unread === 0 || (first && first.place >= range.start)) return;
    pin.leave(unread);
    if (first) move(around(first.place, messages.length));
  };
  offs.push(
    effect(() => {
      const isHere = shown.value;
      untracked(isHere ? come : closeDivider);
    }),
    effect(() => {
      if (attended.value) untracked(mark);
    }),
  );

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
    target,
    async jump(seq) {
      try {
        const { createJump } = await import('./jump.js');
        const { onLost: lost, onProblem: failed } = scene;
        jump ??= createJump({ room, clock, target, loading: loadingOlder, bring, lost, failed });
        jump.to(seq);
      } catch (error) {
        scene.onProblem(error);
      }
    },
    active,
    activate(key) {
      active.value = key;
    },
    menu,
    ask(next) {
      menu.value = next;
    },
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
    seeksDivider: () =>
      readBefore !== undefined &&
      room.state.hasOlder &&
      room.state.messages.length < MOST_SOUGHT &&
      !rows.peek().some((row) => row.unread),
    closeDivider,
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
      jump?.stop();
      reading.stop();
    },
  };
  return model;
}
