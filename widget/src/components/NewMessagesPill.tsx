import { DOWN } from '../icons/room.js';
import type { RoomModel } from '../models/room.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

/** The way back to the newest message, with how many came in meanwhile. */
export function NewMessagesPill({ room }: { room: RoomModel }) {
  const { strings, say } = useWidget();
  if (room.pin.pinned.value && room.atEnd.value) return null;
  const count = room.pin.unseen.value;
  return count > 0 ? (
    <button type="button" class="pill" onClick={room.latest}>
      {say(strings.list.newMessages, { count })}
      <Icon path={DOWN} size={16} />
    </button>
  ) : (
    <button
      type="button"
      class="pill bare"
      aria-label={strings.list.toLatest}
      onClick={room.latest}
    >
      <Icon path={DOWN} />
    </button>
  );
}
