import { CLOSE } from '../icons/start.js';
import type { RoomModel } from '../models/room.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

/** Where what is new begins. It stays until the reader takes it away, or goes. */
export function Divider({ room, reachable }: { room: RoomModel; reachable: boolean }) {
  const { unread, unreadLabel, closeUnread } = useWidget().strings.list;
  return (
    <div class="unread">
      <span aria-hidden="true">{unread}</span>
      <span class="hidden">{unreadLabel}</span>
      <button
        type="button"
        tabIndex={reachable ? 0 : -1}
        aria-label={closeUnread}
        onClick={room.closeDivider}
      >
        <Icon path={CLOSE} size={14} />
      </button>
    </div>
  );
}
