import { LINK } from '../invite.js';
import { documentOwn, newElement } from '../page/document.js';
import { VIEW, WANTED } from '../view-key.js';
import { drawLauncher } from './launcher.js';
import type { Call, Play, RoomletGlobal, Start } from './queue.js';

/** Baked in by the build: the package's version and the core's content hash. */
declare const ROOMLET_VERSION: string;

const globals = window as unknown as Record<string, RoomletGlobal | undefined>;

// Null in modules and after an await: this is a classic script and reads it at once.
const script = documentOwn('currentScript') as HTMLScriptElement | null;
if (script) {
  const { namespace = 'Roomlet', site = '' } = script.dataset;
  // An element of that id and a frame of that name are no stub of the page's.
  const { v: widgets = {}, q }: Partial<RoomletGlobal> =
    globals[namespace] instanceof Function ? globals[namespace] : {};
  // Sites of one name do what it is asked all together.
  const roomlet: RoomletGlobal = (...call) => Object.values(widgets).map((play) => play(call));
  roomlet.v = widgets;
  globals[namespace] = roomlet;
  // Loaded twice, in whatever release, it is one widget still; its tag may be a new one.
  widgets[site] ??= load(script, namespace, site);
  widgets[site](['tag', script]);
  for (const call of ([] as Call[]).concat(q as Call[])) {
    // The page's queue may hold anything.
    try {
      roomlet(...call);
    } catch {}
  }
}

/** Sets the page up for one widget: its place, and nothing more before intent. */
function load(tag: HTMLScriptElement, namespace: string, site: string): Play {
  const { mode, theme, target, lang, accent, eager } = tag.dataset;
  const base = new URL(`./widget/${ROOMLET_VERSION}/`, tag.src);
  const page = documentOwn('documentElement');
  const popup = mode !== 'inline' && mode !== 'page';
  const host = newElement('roomlet-widget');
  const calls: Call[] = [];
  /** The core's end; once destroyed, nobody's. */
  let play: Play | undefined;
  let begun = false;

  const fetchCore = () => {
    if (play || host.ariaBusy) return;
    host.ariaBusy = 'true';
    // The words that the core will most likely ask for; it says so itself when they aren't there.
    const asked = lang === 'auto' ? navigator.language : lang || page.lang;
    import(`${base}${/^(?:ar|de|es|fr|ja|pt|zh)/.exec(asked) ?? 'en'}.js`).catch(() => {});
    import(`${base}core.js`)
      .then(({ start }: { start: Start }) => {
        if (play) return;
        play = start(host, tag.dataset);
        calls.map(play);
      })
      // Where it failed, the next click tries again.
      .finally(() => {
        host.ariaBusy = null;
      });
  };
  /**
   * Into its place, again when the page has changed around it: the same widget. Loads it where intent
   * is shown before any click: it is part of the page, its link brought the visitor here, or before
   * the refresh they had it open or were in a room.
   */
  const place = () => {
    // There is no storage, maybe, or no such place.
    try {
      if (!host.isConnected) {
        // A form has its fields before what it can do, hence the `append` of another.
        if (target) page.append.call(page.querySelector(target), host);
        // Beside the body: what a page does to it (transform, a swap for another) leaves that place be.
        else if (mode !== 'inline') page.append(host);
        // Nothing is seen in a head: where `mount()` puts it, too.
        else if (tag.closest('head')) page.querySelector('body')?.append(host);
        else if (tag.isConnected) tag.after(host);
      }
      if (
        host.isConnected &&
        (!popup ||
          LINK.test(location.href) ||
          WANTED.test(sessionStorage.getItem(VIEW + site) as string))
      )
        fetchCore();
    } catch {}
  };
  const call: Play = (one) => {
    const [name, first] = one;
    if (name === 'tag') {
      if (!host.isConnected) tag = first as HTMLScriptElement;
      if (begun) place();
    } else if (play) play(one);
    else if (calls.push(one) && begun && /open|join|attach/.test(String(name))) fetchCore();
    if (name === 'destroy') {
      play = () => {};
      observer.disconnect();
      removeEventListener('hashchange', place);
      host.remove();
      delete globals[namespace];
    }
  };
  const observer = new MutationObserver(place);
  const begin = () => {
    if (play) return;
    begun = true;
    if (accent) host.style.setProperty('--roomlet-accent', accent);
    if (popup) drawLauncher(host, theme).onclick = () => call(['open']);
    observer.observe(page, { childList: true });
    addEventListener('hashchange', place);
    place();
    calls.splice(0).map(call);
    if (eager !== undefined) setTimeout(fetchCore);
  };
  if (documentOwn('readyState') === 'loading')
    addEventListener('DOMContentLoaded', begin, { once: true });
  else begin();
  return call;
}
