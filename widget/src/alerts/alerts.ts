import { effect } from '@preact/signals';
import type { Bus, RoomletEvents } from '../events.js';
import type { RoomModel } from '../models/room.js';
import { shortCount } from '../models/unread-count.js';
import type { WidgetModel } from '../models/widget.js';
import { keepWishes, readWishes } from '../models/wishes.js';
import { createChime } from './chime.js';
import { notify, permission } from './desktop.js';
import { createOneTab } from './one-tab.js';
import { titleBadge, type Write } from './title-badge.js';

/** So long messages are gathered into one alert, and a reader in another tab may come first, ms. */
const GATHER_MS = 400;

type Said = RoomletEvents['message'];

/**
 * Tells a reader who looks elsewhere of what comes: in the page's title, and as they wished by a
 * sound and a notification. @returns ends it, and leaves nothing behind
 */
export function watch(widget: WidgetModel, bus: Bus): () => void {
  const { attended, session, options, page } = widget;
  const { clock, browser } = page;
  const chime = createChime();
  const wishes = () => readWishes(browser, options.site);
  let takeAway = () => {};

  const write: Write = (count, title) =>
    widget.say(widget.strings.notices.badge, {
      count: shortCount(count),
      title,
    });

  const tell = ({ by, text }: Said, room: RoomModel) => {
    const { sound, desktop } = wishes();
    const { title = widget.strings.room.untitled } = room.state.peek();
    if (sound) chime.play().catch(() => {});
    if (!desktop) return;
    takeAway = notify({
      heading: widget.say(widget.strings.notices.heading, { name: by.name, room: title }),
      text: room.plain(text),
      lang: widget.lang,
      tag: `roomlet ${room.code}`,
      onClick: () => widget.show(),
    });
    // Where it turned out that none can be shown, the switch doesn't claim so any longer.
    if (permission() === 'unsupported')
      keepWishes(browser, options.site, { sound, desktop: false });
  };

  /** In one room, until the visitor goes elsewhere. */
  const watchRoom = (room: RoomModel) => {
    const tab = createOneTab(`roomlet ${options.url} ${room.code}`, navigator.locks);
    let latest: Said | undefined;
    let cancel: (() => void) | undefined;
    const due = async () => {
      cancel = undefined;
      const said = latest;
      if (said && room.unread.peek() > 0 && (await tab.isMine())) tell(said, room);
    };
    const offs = [
      effect(() => tab.attend(attended.value)),
      bus.on('message', (message) => {
        const isOwn = message.by.id === room.state.peek().self.id;
        if (isOwn || message.room !== room.code || attended.peek()) return;
        latest = message;
        cancel ??= clock.after(GATHER_MS, due);
      }),
      tab.stop,
    ];
    return () => {
      cancel?.();
      for (const off of offs) off();
    };
  };

  const unlock = () => {
    if (wishes().sound) chime.unlock();
  };
  const gestures = new AbortController();
  for (const type of ['pointerdown', 'keydown'])
    addEventListener(type, unlock, { capture: true, signal: gestures.signal });
  const offs = [
    effect(() => titleBadge().set(widget, attended.value ? 0 : session.unread.value, write)),
    effect(() => {
      if (attended.value || session.unread.value === 0) takeAway();
    }),
    effect(() => {
      const view = session.view.value;
      return view.name === 'room' ? watchRoom(view.room) : undefined;
    }),
  ];
  return () => {
    gestures.abort();
    for (const off of offs) off();
    takeAway();
    chime.stop();
    titleBadge().set(widget, 0, write);
  };
}
