import { attach } from '../attach.js';
import type { RoomletEvent } from '../events.js';
import { readOptions, type Theme } from '../options.js';
import type { Play, Start } from './queue.js';

/** The core's end of the loader. */
export const start: Start = (host, attributes) => {
  // Turbo keeps a copy of the body it leaves: without this, with a dead widget in it.
  if (attributes.mode === 'inline') host.setAttribute('data-turbo-temporary', '');
  const widget = attach(
    host,
    readOptions(new URL(import.meta.url).origin, (name) => attributes[name]),
  );
  // Till now the loader's launcher needed it; from here on the widget carries its own.
  widget.on('ready', () => void host.style.removeProperty('--roomlet-accent'));
  const play: Play = ([name, first, second]) => {
    switch (name) {
      case 'open':
        widget.open();
        break;
      case 'close':
        widget.close();
        break;
      case 'join':
        widget.join(String(first));
        break;
      case 'theme':
        widget.setTheme(first as Theme);
        break;
      case 'accent':
        widget.setAccent(first as string);
        break;
      case 'lang':
        widget.setLang(String(first));
        break;
      case 'attachTo':
        widget.attachTo(first as Element | null);
        break;
      case 'on':
        if (typeof second === 'function') widget.on(first as RoomletEvent, second as () => void);
        break;
      case 'destroy':
        widget.unmount();
    }
  };
  return (call) => {
    try {
      play(call);
    } catch (error) {
      // What a page has asked amiss keeps nothing else of its queue from being done.
      reportError(error);
    }
  };
};
