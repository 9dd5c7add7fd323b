import { effect } from '@preact/signals';
import type { Bus } from './events.js';
import type { WidgetModel } from './models/widget.js';
import { wishesKey } from './models/wishes.js';

/**
 * Loads what tells a reader who looks elsewhere: once there is something to tell, or they wished for
 * more than the title to tell it, for then all their tabs must agree who does. @returns ends it
 */
export function alertLater(widget: WidgetModel, bus: Bus): () => void {
  const { attended, session, options, page } = widget;
  let stop: (() => void) | undefined;
  let isGone = false;
  const off = effect(() => {
    const isAway = !attended.value;
    const isInside = session.view.value.name === 'room';
    const isMissing = isAway && session.unread.value > 0;
    if (stop || !(isMissing || (isInside && page.browser.getItem(wishesKey(options.site))))) return;
    stop = () => {};
    import('./alerts/alerts.js').then(
      ({ watch }) => {
        if (!isGone) stop = watch(widget, bus);
      },
      () => {
        // The next message tries again.
        stop = undefined;
      },
    );
  });
  return () => {
    isGone = true;
    off();
    stop?.();
  };
}
