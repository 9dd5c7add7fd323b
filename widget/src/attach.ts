import { type Drawn, draw } from './draw.js';
import { type Bus, createBus, type Listener, type RoomletEvent } from './events.js';
import type { WidgetModel } from './models/widget.js';
import { createWords } from './models/words.js';
import { createMover } from './mover.js';
import type { RoomletOptions, Theme } from './options.js';
import { documentOwn } from './page/document.js';
import { chooseLanguage } from './strings/language.js';
import { loadTongue } from './strings/load.js';

/** A widget on a page. Until its language is loaded it shows nothing, and calls wait. */
export interface Mounted {
  /**
   * Takes it away: no node, listener, timer or socket is left. What stays in the browser's storage
   * is the seat and which room was the last, so that a widget mounted anew finds the way back.
   */
  unmount(): void;
  open(): void;
  close(): void;
  /** Opens it and goes to a room by its code, in any spelling. */
  join(code: string): void;
  setTheme(theme: Theme): void;
  /** @param accent any CSS colour; undefined: the page's own, else ours */
  setAccent(accent: string | undefined): void;
  /** @param lang BCP 47 tag, or `auto`: the visitor's */
  setLang(lang: string | undefined): void;
  /**
   * Moves it into an element, say a dialog open by `showModal()`, outside of which nothing can be
   * used; null: back to its place. What it shows, its focus and its scrolling go with it.
   */
  attachTo(element: Element | null): void;
  /** @returns stops listening */
  on<E extends RoomletEvent>(event: E, listener: Listener<E>): () => void;
}

/** Builds a widget inside `host`, in its shadow root; what stood in there (the loader's launcher) goes. */
export function attach(host: HTMLElement, options: RoomletOptions): Mounted {
  const bus: Bus = createBus(host);
  const mover = createMover(host);
  const waiting: ((widget: WidgetModel) => void)[] = [];
  let drawn: Drawn | undefined;
  let asked = options.lang;
  let latest: string | undefined;
  let gone = false;

  const speak = async () => {
    const { lang } = documentOwn('documentElement');
    const tag = chooseLanguage(asked, lang, navigator.languages);
    if (tag === latest) return;
    latest = tag;
    const tongue = await loadTongue(tag).catch((error) => {
      // The next call tries again, unless one has asked for another by now.
      if (latest === tag) latest = undefined;
      console.error(error);
      bus.emit('error', { code: 'unavailable', message: String(error) });
    });
    // Unmounted meanwhile, or asked for yet another language.
    if (!tongue || gone || latest !== tag) return;
    const words = createWords(tongue);
    if (drawn) return drawn.widget.speak(words);
    drawn = draw(host, options, words, bus);
    bus.emit('ready', undefined);
    for (const call of waiting.splice(0)) call(drawn.widget);
  };
  const call = (does: (widget: WidgetModel) => void) => {
    if (gone) return;
    if (drawn) return does(drawn.widget);
    waiting.push(does);
    void speak();
  };
  void speak();

  return {
    open: () => call((widget) => widget.show()),
    close: () => call((widget) => widget.hide()),
    join: (code) => call((widget) => widget.join(code)),
    setTheme: (theme) => call((widget) => widget.setTheme(theme)),
    setAccent: (accent) => call((widget) => widget.setAccent(accent)),
    setLang(lang) {
      asked = lang;
      void speak();
    },
    attachTo(element) {
      if (!gone) mover.moveTo(element);
    },
    on: bus.on,
    unmount() {
      gone = true;
      mover.dispose();
      drawn?.remove();
    },
  };
}
