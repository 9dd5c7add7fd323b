import { useRef } from 'preact/hooks';
import { EnteringView } from './EnteringView.js';
import { Room } from './Room.js';
import { StartView } from './StartView.js';
import { Toast } from './Toast.js';
import { usePanelFocus } from './use-panel-focus.js';
import { useSheet } from './use-sheet.js';
import { useWidget } from './widget-context.js';

/** What opens: a floating, non-modal dialog; on a phone a modal sheet; else a part of the page. */
export function Panel() {
  const { mode, strings, session } = useWidget();
  const panel = useRef<HTMLDivElement>(null);
  const sheet = useSheet(panel, mode);
  const popup = mode === 'popup';
  usePanelFocus(panel, popup && sheet);
  const view = session.view.value;
  const named = { 'aria-label': strings.panel.label };
  const modal = sheet ? { 'aria-modal': true } : {};
  const role = popup
    ? { role: 'dialog' as const, ...named, ...modal }
    : { role: 'region' as const, ...named };
  return (
    <div ref={panel} class={sheet ? 'panel sheet' : 'panel'} part="panel" {...role} tabIndex={-1}>
      {view.name === 'start' && <StartView />}
      {view.name === 'entering' && <EnteringView />}
      {view.name === 'room' && <Room key={view.room.code} room={view.room} />}
      <Toast />
    </div>
  );
}
