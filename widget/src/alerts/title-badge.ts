import { documentOwn } from '../page/document.js';

/** The page may be rewriting its title at this moment, ms. */
const SETTLE_MS = 200;

/** Puts a count before a title: `(3) Shop`. */
export type Write = (count: number, title: string) => string;

/** The page's title, with the unread messages of all widgets on the page before it. */
export interface TitleBadge {
  /** @param count of this widget; with 0 for all, the page has its own title back. */
  set(widget: object, count: number, write: Write): void;
}

/**
 * One for the page, also when two releases of the widget are on it: two that didn't know each other
 * would each take the other's count for the page's own title, and write on and on.
 */
const HERE: unique symbol = Symbol.for('roomlet.title');

declare global {
  interface Document {
    [HERE]?: TitleBadge | undefined;
  }
}

export function titleBadge(): TitleBadge {
  document[HERE] ??= createTitleBadge();
  return document[HERE];
}

const element = () => documentOwn('head').querySelector('title');

function createTitleBadge(): TitleBadge {
  const counts = new Map<object, number>();
  const hadElement = element() !== null;
  let write: Write = (_count, title) => title;
  /** The page's own title, as it is written there, while ours stands in its place. */
  let theirs: string | undefined;
  let ours = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** What the page wants its title to be: it may have another one by now, or have added to ours. */
  const wanted = (text: string) =>
    theirs === undefined ? text : text.replace(ours, () => theirs ?? '');

  const draw = () => {
    timer = undefined;
    const text = element()?.textContent ?? '';
    theirs = wanted(text);
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    ours = write(total, theirs.trim());
    if (text !== ours) Reflect.set(Document.prototype, 'title', ours, document);
    // What was just written is no news.
    observer.takeRecords();
  };
  // Later, and so at most a few times a second, should somebody else insist on a title, too.
  const observer = new MutationObserver(() => {
    timer ??= setTimeout(draw, SETTLE_MS);
  });
  const end = () => {
    observer.disconnect();
    clearTimeout(timer);
    document[HERE] = undefined;
    const title = element();
    const text = title?.textContent ?? '';
    if (!title || theirs === undefined || !text.includes(ours)) return;
    if (theirs || hadElement) title.textContent = wanted(text);
    else title.remove();
  };

  return {
    set(widget, count, how) {
      counts.delete(widget);
      if (count > 0) counts.set(widget, count);
      if (counts.size === 0) return end();
      write = how;
      draw();
      observer.observe(documentOwn('head'), {
        childList: true,
        characterData: true,
        subtree: true,
      });
    },
  };
}
