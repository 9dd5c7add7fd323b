import { CHECK, CLOCK, CLOUD_OFF } from '../icons/room.js';
import type { Banner } from '../models/banner.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

const ICONS = { reconnecting: CLOCK, offline: CLOUD_OFF, back: CHECK };

/** Says when the connection is lost and when it is back; the element stays, for screen readers. */
export function ConnectionBanner({ banner }: { banner: Banner }) {
  const { strings } = useWidget();
  const state = banner.state.value;
  return (
    <div class={`banner ${state}`} role="status">
      {state !== 'none' && (
        <div key={state}>
          <Icon path={ICONS[state]} size={16} />
          {strings.banner[state]}
        </div>
      )}
    </div>
  );
}
