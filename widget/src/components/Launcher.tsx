import { CLOSE, SPEECH } from '../icons/start.js';
import { shortCount } from '../models/unread-count.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

/** The button in the corner; the same one the loader drew. */
export function Launcher() {
  const { open, session, strings, say, show, hide } = useWidget();
  const unread = session.unread.value;
  const label = open.value
    ? strings.launcher.close
    : unread > 0
      ? say(strings.launcher.unread, { count: unread })
      : strings.launcher.open;
  return (
    <button
      type="button"
      class="launcher"
      part="launcher"
      aria-label={label}
      aria-expanded={open.value}
      onClick={() => (open.value ? hide() : show())}
    >
      <Icon path={SPEECH} name="speech" />
      <Icon path={CLOSE} name="shut" />
      {unread > 0 && !open.value && (
        <span class="badge" aria-hidden="true">
          {shortCount(unread)}
        </span>
      )}
    </button>
  );
}
