import type { Page } from 'playwright-core';

/** What is still going on in a page, by kind. */
export interface Effects {
  readonly listeners: readonly string[];
  readonly timers: number;
  readonly frames: number;
  readonly sockets: number;
  readonly observers: number;
  readonly channels: number;
}

declare global {
  interface Window {
    goingOn(): Effects;
  }
}

/** Counts, on every page to come, what the widget's files begin and don't end. */
export async function countEffects(page: Page): Promise<void> {
  await page.addInitScript(() => {
    // Whoever steers the browser listens in the page, too.
    const isOurs = () => /\/widget(\.js|\/)/.test(new Error().stack ?? '');
    const listeners = new Map<string, number>();
    const count = (name: string, by: number) =>
      listeners.set(name, (listeners.get(name) ?? 0) + by);
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    // On what outlives a widget; what it listens to inside goes with its nodes.
    const nameOf = (target: EventTarget) => {
      if (target === window || target === undefined) return 'window';
      if (target === document) return 'document';
      if (target === document.body || target === document.documentElement) return 'page';
      const isOwn = target instanceof Node || target instanceof AbortSignal;
      return isOwn ? undefined : target.constructor.name;
    };
    const known = new WeakMap<object, Set<string>>();
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      const name = nameOf(this);
      const signal = typeof options === 'object' ? options?.signal : undefined;
      const capture = typeof options === 'object' ? options?.capture : options;
      const once = typeof options === 'object' && options?.once;
      if (name && listener && !once && isOurs()) {
        const entry = `${name} ${type} ${capture ?? false}`;
        const entries = known.get(listener) ?? new Set();
        if (!entries.has(entry)) count(entry, 1);
        known.set(listener, entries.add(entry));
        if (signal) addEventListener.call(signal, 'abort', () => count(entry, -1));
      }
      addEventListener.call(this, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
      const name = nameOf(this);
      const capture = typeof options === 'object' ? options?.capture : options;
      const entry = `${name} ${type} ${capture ?? false}`;
      if (listener && known.get(listener)?.delete(entry)) count(entry, -1);
      removeEventListener.call(this, type, listener, options);
    };

    const timers = new Set<number>();
    const { setTimeout, clearTimeout, setInterval, clearInterval } = window;
    const later = (does: TimerHandler, ms?: number, ...args: unknown[]) => {
      const id = setTimeout(() => {
        timers.delete(id);
        if (typeof does === 'function') does(...args);
      }, ms);
      if (isOurs()) timers.add(id);
      return id;
    };
    const stop = (id?: number) => {
      if (id !== undefined) timers.delete(id);
      clearTimeout(id);
    };
    const again = (does: TimerHandler, ms?: number, ...args: unknown[]) => {
      const id = setInterval(does, ms, ...args);
      if (isOurs()) timers.add(id);
      return id;
    };
    const stopAgain = (id?: number) => {
      if (id !== undefined) timers.delete(id);
      clearInterval(id);
    };
    Object.assign(window, {
      setTimeout: later,
      clearTimeout: stop,
      setInterval: again,
      clearInterval: stopAgain,
    });

    const frames = new Set<number>();
    const { requestAnimationFrame, cancelAnimationFrame } = window;
    window.requestAnimationFrame = (does) => {
      const id = requestAnimationFrame((time) => {
        frames.delete(id);
        does(time);
      });
      if (isOurs()) frames.add(id);
      return id;
    };
    window.cancelAnimationFrame = (id) => {
      frames.delete(id);
      cancelAnimationFrame(id);
    };

    const open = { sockets: new Set<WebSocket>(), channels: 0, observers: 0 };
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        open.sockets.add(this);
      }
    };
    window.BroadcastChannel = class extends BroadcastChannel {
      constructor(name: string) {
        super(name);
        open.channels++;
      }
      override close() {
        open.channels--;
        super.close();
      }
    };
    const watch = (kind: 'ResizeObserver' | 'MutationObserver' | 'IntersectionObserver') => {
      const { prototype } = window[kind];
      const { observe, disconnect } = prototype;
      const watching = new WeakSet<object>();
      prototype.observe = function (this: object, ...args: unknown[]) {
        if (!watching.has(this) && isOurs()) {
          open.observers++;
          watching.add(this);
        }
        (observe as (...args: unknown[]) => void).apply(this, args);
      };
      prototype.disconnect = function (this: object) {
        if (watching.delete(this)) open.observers--;
        (disconnect as () => void).call(this);
      };
    };
    watch('ResizeObserver');
    watch('MutationObserver');
    watch('IntersectionObserver');

    window.goingOn = () => ({
      listeners: [...listeners].filter(([, n]) => n > 0).map(([name, n]) => `${name} × ${n}`),
      timers: timers.size,
      frames: frames.size,
      sockets: [...open.sockets].filter(({ readyState }) => readyState < WebSocket.CLOSING).length,
      observers: open.observers,
      channels: open.channels,
    });
  });
}

/** Nothing is going on. */
export const STILL: Effects = {
  listeners: [],
  timers: 0,
  frames: 0,
  sockets: 0,
  observers: 0,
  channels: 0,
};
