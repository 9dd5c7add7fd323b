import { CLOSE } from '../icons/start.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

/** Shuts the panel; only a popup can be shut. */
export function CloseButton({ floating = false }: { floating?: boolean }) {
  const { mode, strings, hide } = useWidget();
  if (mode !== 'popup') return null;
  return (
    <button
      type="button"
      class={floating ? 'icon-button close' : 'icon-button'}
      aria-label={strings.panel.close}
      onClick={hide}
    >
      <Icon path={CLOSE} />
    </button>
  );
}
