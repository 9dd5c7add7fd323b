import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { WidgetModel } from '../models/widget.js';

export const WidgetContext = createContext<WidgetModel | undefined>(undefined);

/** The widget a component is drawn in. */
export function useWidget(): WidgetModel {
  const widget = useContext(WidgetContext);
  if (!widget) throw new Error('Draw this inside <App>.');
  return widget;
}
