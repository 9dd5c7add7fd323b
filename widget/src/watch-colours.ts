import { effect } from '@preact/signals';
import { browserClock } from './models/clock.js';
import type { WidgetModel } from './models/widget.js';
import { PUBLIC_COLOURS } from './styles/public-colours.js';

/** Once the widget stands, and has other things behind it. */
const LATER_MS = 1_000;

/**
 * Where a page sets colours of its own, says on the console which can't be told apart.
 * @returns stops looking
 */
export function watchColours(widget: WidgetModel, root: ShadowRoot): () => void {
  const check = () => {
    const wrapper = root.querySelector<HTMLElement>('.root');
    const style = wrapper && getComputedStyle(wrapper);
    if (style && PUBLIC_COLOURS.some((name) => style.getPropertyValue(`--roomlet-${name}`)))
      import('./contrast-check.js').then(
        ({ checkContrast }) => checkContrast(wrapper),
        // A check that can't be loaded is no loss to whoever talks here.
        () => {},
      );
  };
  return effect(() => {
    void widget.accent.value;
    return browserClock.after(LATER_MS, check);
  });
}
