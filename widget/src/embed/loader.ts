import { showsIntent } from './intent.js';
import { drawLauncher } from './launcher.js';
import type { Call, Play, RoomletGlobal, Start } from './queue.js';

/** Baked in by the build: the package's version and the core's content hash. */
declare const ROOMLET_VERSION: string;

const globals = window as unknown as Record<string, RoomletGlobal | undefined>;

// Null in modules and after an await: this is a classic script and reads it at once.
const script = document.currentScript as HTMLScriptElement | null;
if (script) {
  const { namespace = 'Roomlet', site = '' } = script.dataset;
  const before = globals[namespace];
  const widgets = before?.v ?? {};
  // Loaded twice, in whatever release, it is one widget still; its tag may be a new one.
  if (widgets[site]) widgets[site](['tag', script]);
  else {
    // Sites of one name do what it is asked all together.
    const roomlet: RoomletGlobal = (...call) => Object.values(widgets).map((play) => play(call));
    roomlet.v = widgets;
    globals[namespace] = roomlet;
    widgets[site] = load(script, namespace, site);
    for (const call of before?.q ?? []) widgets[site]([...call] as unknown as Call);
  }
}

/** Sets the page up for one widget: its place, and nothing more before intent. */
function load(tag: HTMLScriptElement, namespace: string, site: string): Play {
  const { mode, theme, target, lang, accent, eager } = tag.dataset;
  const { origin } = new URL(tag.src);
  const base = `${origin}/widget/${ROOMLET_VERSION}/`;
  const page = document.documentElement;
  const popup = mode !== 'inline' && mode !== 'page';
  const host = document.createElement('roomlet-widget');
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
        play = start(host, origin, tag.dataset);
        calls.map(play);
      })
      // Where it failed, the next click tries again.
      .finally(() => {
        host.ariaBusy = null;
      });
  };
  const check = () => {
    const read = (key: string) => sessionStorage.getItem(key);
    if (showsIntent(popup, site, location.href, read)) fetchCore();
  };
  /** Into its place, again when the page has changed around it: the same widget. */
  const place = () => {
    if (!begun || host.isConnected) return;
    if (target) document.querySelector(target)?.append(host);
    // Beside the body: what a page does to it (transform, a swap for another) leaves that place be.
    else if (mode !== 'inline') page.append(host);
    // Nothing is seen in a head: where `mount()` puts it, too.
    else if (tag.closest('head')) document.body.append(host);
    else if (tag.isConnected) tag.after(host);
    if (host.isConnected) check();
  };
  const call: Play = (one) => {
    const [name, first] = one;
    if (name === 'tag') {
      if (!host.isConnected) tag = first as HTMLScriptElement;
      place();
    } else if (play) play(one);
    else if (calls.push(one) && begun && /open|join|attach/.test(name)) fetchCore();
    if (name === 'destroy') {
      play = () => {};
      observer.disconnect();
      removeEventListener('hashchange', check);
      host.remove();
      globals[namespace] = undefined;
    }
  };
  const observer = new MutationObserver(place);
  const begin = () => {
    if (play) return;
    begun = true;
    if (accent) host.style.setProperty('--roomlet-accent', accent);
    if (popup) drawLauncher(host, theme).onclick = () => call(['open']);
    observer.observe(page, { childList: true });
    addEventListener('hashchange', check);
    place();
    calls.splice(0).map(call);
    if (eager !== undefined) setTimeout(fetchCore);
  };
  if (document.readyState === 'loading')
    addEventListener('DOMContentLoaded', begin, { once: true });
  else begin();
  return call;
}
