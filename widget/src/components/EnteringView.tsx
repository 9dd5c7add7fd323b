import { CloseButton } from './CloseButton.js';
import { useWidget } from './widget-context.js';

/** On the way back into a room; shows itself only when that takes a moment. */
export function EnteringView() {
  const { session, strings } = useWidget();
  return (
    <>
      <CloseButton floating />
      <div class="entering">
        <div class="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
        <p role="status">{session.stalled.value ? strings.panel.stalled : strings.panel.loading}</p>
        <button type="button" class="link" onClick={session.cancel}>
          {strings.panel.cancel}
        </button>
      </div>
    </>
  );
}
