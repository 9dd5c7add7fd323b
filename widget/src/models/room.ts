import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Message, Room } from '@roomlet/sdk';
import type { Bus } from '../events.js';
import { type Actions, type ActionsScene, createActions, isOutdated } from './actions.js';
import { type Announcer, createAnnouncer } from './announcer.js';
import { type Arrival, createArrival } from './arrival.js';
import { type Banner, createBanner } from './banner.js';
import { createBatch } from './batch.js';
import { messageBySeq, placeOf } from './by-seq.js';
import type { Clock } from './clock.js';
import { createDrawn, type Drawn } from './drawn.js';
import { createHistory, type History } from './history.js';
import type { Jump, Target } from './jump.js';
import { type Menu, NO_MENU } from './menu.js';
import { createPin, type Pin } from './pin.js';
import { codeOf } from './problem.js';
import { around, tail } from './range.js';
import { beginReading, createReading } from './reading.js';
import { rowKey } from './row-key.js';
import type { Sheet } from './sheet.js';
import type { SiteMemory } from './site-memory.js';
import { plainText } from './text.js';

export interface RoomModel
  extends Actions,
    Pick<Drawn, 'state' | 'rows' | 'atEnd' | 'newer' | 'fit'>,
    Pick<Arrival, 'arrivals' | 'seeksDivider' | 'closeDivider'>,
    Pick<Room, 'rename' | 'moderate'> {
  readonly code: string;
  /** A text without the signs of its formatting, for those who are told of it elsewhere. */
  plain(text: string): string;
  readonly history: History;
  /** Messages of others not read yet; none while the newest is in view, or once the room ended. */
  readonly unread: ReadonlySignal<number>;
  readonly pin: Pin;
  readonly banner: Banner;
  readonly announcer: Announcer;
  /** What lies over the conversation. */
  readonly sheet: ReadonlySignal<Sheet>;
  show(sheet: Sheet): void;
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
  readonly onProblem: ActionsScene['failed'];
  /** The message that a quote leads to isn't kept any more. */
  readonly onLost: () => void;
}

export function createRoomModel(room: Room, scene: RoomScene): RoomModel {
  const { clock, memory, bus, shown, attended } = scene;
  beginReading(room, memory);
  const pin = createPin();
  const drawn = createDrawn(room, pin);
  const { state, rows, atEnd } = drawn;
  const sheet = signal<Sheet>('none');
  const menu = signal(NO_MENU);
  const active = signal<string | undefined>(undefined);
  const target = signal<Target | undefined>(undefined);
  let jump: Jump | undefined;
  let isGone = false;
  const banner = createBanner(clock, scene.isOnline);
  const announcer = createAnnouncer(clock, scene.summary);
  const isBare = computed(() => shown.value && sheet.value === 'none' && pin.inSight.value);
  const inView = computed(() => isBare.value && attended.value && pin.pinned.value && atEnd.value);
  const reading = createReading(room, state, inView, memory, clock);

  const update = () =>
    batch(() => {
      const was = state.peek().status;
      drawn.follow();
      const { messages, status, closed } = room.state;
      if (status === 'connected' && was !== status) history.failed.value = false;
      // An ended room has its own notice, and no way back to wait for.
      if (closed) {
        banner.stop();
        sheet.value = 'none';
        menu.value = NO_MENU;
      } else banner.status(status);
      if (isOutdated(actions.composer, messages)) actions.composer.cancel();
    });
  const changes = createBatch(clock, update);
  const latest = () => {
    jump?.stop();
    batch(() => {
      pin.jump();
      drawn.move(tail(state.peek().messages.length));
    });
  };
  const failed = (error: unknown) =>
    bus.emit('error', { code: codeOf(error), message: String((error as Error)?.message ?? error) });
  const history = createHistory(room, drawn, update, failed);
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
    const { start, end } = drawn.range;
    batch(() => {
      pin.leave();
      if (at < start || at >= end) drawn.move(around(at, messages.length));
    });
    return rowKey(message);
  };
  const live = (message: Message) => {
    const { by, seq, at, text = '' } = message;
    bus.emit('message', { room: room.code, seq, at, by: { id: by.id, name: by.name }, text });
    if (by.id === state.peek().self.id) return;
    pin.arrived();
    if (shown.peek()) announcer.message(() => scene.announce(by.name, plainText(text)));
  };

  const offs = [
    room.subscribe(changes.mark),
    room.on('message', live),
    room.on('reset', () => {
      // The numbers of the messages begin anew too.
      beginReading(room, memory);
      arrival.closeDivider();
      jump?.stop();
      actions.composer.cancel();
      scene.onReset();
    }),
    room.on('error', failed),
  ];
  if (!room.state.closed) banner.status(room.state.status);
  const arrival = createArrival({ room, drawn, pin, shown, attended, update });

  return {
    code: room.code,
    plain: plainText,
    state,
    rows,
    atEnd,
    history,
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
        if (isGone) return;
        const { onLost: lost, onProblem: failed } = scene;
        const { loading } = history;
        jump ??= createJump({ room, clock, target, loading, bring, lost, failed });
        jump.to(seq);
      } catch (error) {
        if (!isGone) scene.onProblem(error);
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
    newer: drawn.newer,
    fit: drawn.fit,
    latest,
    arrivals: arrival.arrivals,
    seeksDivider: arrival.seeksDivider,
    closeDivider: arrival.closeDivider,
    retry: (key) => void room.retry(key).catch(() => {}),
    discard: (key) => room.discard(key),
    rename: room.rename,
    moderate: room.moderate,
    leave: () => room.leave(),
    dispose() {
      isGone = true;
      for (const off of offs) off();
      arrival.stop();
      changes.stop();
      banner.stop();
      announcer.stop();
      jump?.stop();
      reading.stop();
    },
  };
}
