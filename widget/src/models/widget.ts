import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { type Client, createClient, parseRoomCode } from '@roomlet/sdk';
import type { Bus } from '../events.js';
import { linkedRoom } from '../invite.js';
import type { RoomletOptions, Theme } from '../options.js';
import type { Clock } from './clock.js';
import { problemOf } from './problem.js';
import type { createRoomModel } from './room.js';
import { createSession, type Session } from './session.js';
import { createSiteMemory } from './site-memory.js';
import type { KeyValues } from './storage.js';
import { createToast, type Toast } from './toast.js';
import type { Words } from './words.js';

/** The page around a widget, as far as its models look at it. */
export interface Page {
  readonly clock: Clock;
  readonly tab: KeyValues;
  readonly browser: KeyValues;
  /** The address now. */
  address(): string;
  copy(text: string): Promise<boolean>;
  /** Loads what a room is made of, before one is entered. Rejects with `unavailable`. */
  loadRoom(): Promise<typeof createRoomModel>;
  /** Whether the browser believes that there is a network. */
  isOnline(): boolean;
  /** Whether CSS knows it as a colour. */
  isColour(text: string): boolean;
  /** Whether the reader has the page before them. */
  isAttended(): boolean;
  /** Tells when that may have changed. @returns stops it */
  watchAttention(changed: () => void): () => void;
}

/** By then a panel that opens is drawn. */
const DRAWN_MS = 400;

/** One widget: everything its components draw. */
export interface WidgetModel extends Words {
  readonly options: RoomletOptions;
  readonly mode: NonNullable<RoomletOptions['mode']>;
  readonly theme: ReadonlySignal<Theme>;
  /** A CSS colour; undefined where the page's own `--roomlet-accent` decides. */
  readonly accent: ReadonlySignal<string | undefined>;
  readonly page: Page;
  readonly toast: Toast;
  /** Whether the panel is open; always, unless it is a popup. */
  readonly open: ReadonlySignal<boolean>;
  /** Whether the reader has the page before them. */
  readonly attended: ReadonlySignal<boolean>;
  /** Whether the last opening was the visitor's doing, so that focus may go into the panel. */
  readonly takesFocus: ReadonlySignal<boolean>;
  readonly session: Session;
  /**
   * To where this tab was before its page changed: a panel that was open is open again, and behind
   * one that was shut the seat is held and what is unread counted.
   */
  restore(): void;
  show(takeFocus?: boolean): void;
  hide(): void;
  /** Opens, and goes to a room by its code. */
  join(code: string): void;
  /** Follows the link in the page's address, when it names a room not followed before. */
  followLink(): void;
  setTheme(theme: Theme): void;
  setAccent(accent: string | undefined): void;
  /** Goes on in another language. */
  speak(words: Words): void;
  dispose(): void;
}

export function createWidget(
  options: RoomletOptions,
  spoken: Words,
  page: Page,
  bus: Bus,
  client: Client = createClient({
    url: options.url,
    ...(options.name && { name: options.name }),
    // Whatever a page's own policy is, its whole address is none of the service's business.
    fetch: (address, init) => fetch(address, { ...init, referrerPolicy: 'origin' }),
  }),
): WidgetModel {
  const { clock } = page;
  const mode = options.mode ?? 'popup';
  const words = signal(spoken);
  const memory = createSiteMemory(options.site, page.tab, page.browser);
  const toast = createToast(clock);
  const theme = signal(options.theme ?? 'auto');
  const colour = (text: string | undefined) => {
    if (!text || page.isColour(text)) return text;
    console.warn(`Roomlet: the accent "${text}" is no colour of CSS, so it is left out.`);
    return undefined;
  };
  const accent = signal(colour(options.accent));
  const open = signal(mode !== 'popup');
  const takesFocus = signal(false);
  const attended = signal(page.isAttended());
  let begun = false;
  let isResetUntold = false;
  let followed: string | undefined;

  const tellReset = () => {
    isResetUntold = !open.peek();
    if (!isResetUntold) toast.show(widget.strings.room.reset);
  };

  const session = createSession({
    client,
    memory,
    clock,
    name: options.name ?? client.seats()[0]?.name ?? '',
    async loadRoom() {
      const createModel = await page.loadRoom();
      return (room) =>
        createModel(room, {
          clock,
          memory,
          bus,
          shown: open,
          attended,
          isOnline: page.isOnline,
          announce: (name, text) => widget.say(widget.strings.list.announce, { name, text }),
          summary: (count) => widget.say(widget.strings.list.newMessages, { count }),
          onReset: tellReset,
          onProblem: (error, problem = problemOf(error)) =>
            toast.show(widget.strings.problem[problem]),
          onLost: () => toast.show(widget.strings.list.quoteGone),
        });
    },
    // Not before: a refresh on the way in keeps the invitation.
    onSettled() {
      if (followed) memory.keep({ link: followed });
    },
  });
  /** The code in the page's address; what a page means by a `room` of its own is no code. */
  const linked = () => {
    const text = linkedRoom(page.address());
    return text && parseRoomCode(text);
  };

  /** Where a visitor goes first: a link's room, the one they were in, the site's, the last one. */
  const begin = () => {
    begun = true;
    const { code, link } = memory.view();
    const invited = linked();
    const last = memory.lastRoom();
    if (invited && invited !== link) followLink();
    else if (code) session.invite(code);
    else if (options.room) session.invite(options.room, options.name);
    else if (last && session.holdsSeat(last)) session.resume(last);
  };
  const show = (takeFocus = true) => {
    takesFocus.value = takeFocus;
    if (!begun) begin();
    if (mode !== 'popup' || open.peek()) return;
    open.value = true;
    // What appears together with the panel isn't read out.
    if (isResetUntold) clock.after(DRAWN_MS, tellReset);
    memory.keep({ open: true });
    bus.emit('open', undefined);
  };
  const followLink = () => {
    const invited = linked();
    if (!invited || invited === followed || invited === memory.view().link) return;
    begun = true;
    followed = invited;
    session.invite(invited);
    show(false);
  };
  const restore = () => {
    const { open: wasOpen, code } = memory.view();
    if (mode !== 'popup' || wasOpen) show(false);
    else if (code) begin();
    followLink();
  };
  const stopWatching = page.watchAttention(() => {
    attended.value = page.isAttended();
  });
  let told = 0;
  const stopUnread = effect(() => {
    const count = session.unread.value;
    // A page's listeners run here, and what they read is no part of this effect.
    if (count !== told) untracked(() => bus.emit('unread', { count }));
    told = count;
  });

  const widget: WidgetModel = {
    options,
    mode,
    theme,
    accent,
    // Read while drawing, these draw again when the language changes.
    get lang() {
      return words.value.lang;
    },
    get dir() {
      return words.value.dir;
    },
    get strings() {
      return words.value.strings;
    },
    get say() {
      return words.value.say;
    },
    get formats() {
      return words.value.formats;
    },
    page,
    toast,
    open,
    attended,
    takesFocus,
    session,
    show,
    followLink,
    restore,
    hide() {
      if (mode !== 'popup' || !open.peek()) return;
      open.value = false;
      memory.keep({ open: false });
      bus.emit('close', undefined);
    },
    join(code) {
      begun = true;
      session.invite(code);
      show();
    },
    setTheme(next) {
      theme.value = next;
    },
    setAccent(next) {
      accent.value = colour(next);
    },
    speak(next) {
      words.value = next;
    },
    dispose() {
      stopWatching();
      stopUnread();
      toast.stop();
      session.dispose();
      client.close();
    },
  };
  return widget;
}
