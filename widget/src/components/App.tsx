import type { WidgetModel } from '../models/widget.js';
import { Launcher } from './Launcher.js';
import { RootContext } from './lazy.js';
import { Panel } from './Panel.js';
import { WidgetContext } from './widget-context.js';

/** One widget. Its wrapper carries what a page's styles must not decide: direction and language. */
export function App({ widget, root }: { widget: WidgetModel; root: ShadowRoot }) {
  return (
    <RootContext.Provider value={root}>
      <WidgetContext.Provider value={widget}>
        {/* Rows are drawn again only when they change; another language draws everything anew. */}
        <div
          key={widget.lang}
          class={`root ${widget.mode}`}
          data-theme={widget.theme.value}
          style={{ '--roomlet-accent': widget.accent.value }}
          dir={widget.dir}
          lang={widget.lang}
        >
          {widget.open.value && <Panel />}
          {widget.mode === 'popup' && <Launcher />}
        </div>
      </WidgetContext.Provider>
    </RootContext.Provider>
  );
}
