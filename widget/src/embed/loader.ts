import { showsIntent } from './intent.js';
import { drawLauncher } from './launcher.js';
import type { Call, Play, RoomletGlobal, Start } from './queue.js';

/** Baked in by the build: the package's version and the core's content hash. */
declare const ROOMLET_VERSION: string;
declare global {
  interface Window {
    Roomlet?: RoomletGlobal | undefined;
  }
}

// Null in modules and after an await: this is a classic script and reads it at once.
const script = document.currentScript as HTMLScriptElement | null;
if (script && !window.Roomlet?.v) load(script);

/** Sets the page up: `window.Roomlet`, the widget's place, and nothing more before intent. */
function load(tag: HTMLScriptElement): void {
  const { mode, theme, site, target } = tag.dataset;
  const { origin } = new URL(tag.src);
  const popup = mode !== 'inline' && mode !== 'page';
  const host = document.createElement('roomlet-widget');
  const calls: Call[] = [];
  let launcher: HTMLButtonElement | undefined;
  let play: Play | undefined;
  let placed = false;
  let loading = false;
  let gone = false;

  const busy = (on: boolean) => {
    loading = on;
    if (launcher) launcher.ariaBusy = `${on}`;
  };
  const fetchCore = () => {
    if (loading) return;
    busy(true);
    import(`${origin}/widget/${ROOMLET_VERSION}/core.js`).then(
      ({ start }: { start: Start }) => {
        if (gone) return;
        play = start(host, origin, tag.dataset);
        calls.map(play);
      },
      (error) => {
        // The next click tries again.
        busy(false);
        console.error(error);
      },
    );
  };
  const asks = ([name]: Call) => name === 'open' || name === 'join';
  const roomlet: RoomletGlobal = (...call) => {
    if (play) play(call);
    else if (calls.push(call) && placed && asks(call)) fetchCore();
    if (call[0] === 'destroy') {
      gone = true;
      removeEventListener('hashchange', check);
      host.remove();
      window.Roomlet = undefined;
    }
  };
  const check = () => {
    const { href: address } = location;
    const read = (key: string) => sessionStorage.getItem(key);
    if (!play && showsIntent({ popup, site, address, read })) fetchCore();
  };
  const place = () => {
    if (gone) return;
    placed = true;
    const spot = target && document.querySelector(target);
    if (spot) spot.append(host);
    else if (mode === 'inline' && tag.isConnected) tag.after(host);
    else document.body.append(host);
    if (popup) {
      launcher = drawLauncher(host, theme);
      launcher.onclick = () => roomlet('open');
    }
    if (calls.some(asks)) fetchCore();
    check();
  };

  const before = window.Roomlet?.q ?? [];
  roomlet.v = ROOMLET_VERSION;
  window.Roomlet = roomlet;
  for (const call of before) roomlet(...(Array.from(call) as [string]));
  addEventListener('hashchange', check);
  if (document.body) place();
  else addEventListener('DOMContentLoaded', place);
}
