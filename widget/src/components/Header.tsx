import { COPY, LINK } from '../icons.js';
import type { RoomModel } from '../models/room.js';
import { CloseButton } from './CloseButton.js';
import { Icon } from './Icon.js';
import { RoomMenu } from './RoomMenu.js';
import { useCopy } from './use-copy.js';
import { useWidget } from './widget-context.js';

/** The room's name, its code to copy, how many are here, and what one can do with it. */
export function Header({ room, onLeave }: { room: RoomModel; onLeave: () => void }) {
  const { strings, say } = useWidget();
  const { copyCode, copyInvite } = useCopy(room.code);
  const { title, online } = room.state.value;
  const text = strings.room;
  return (
    <div class="head">
      <div>
        <div class="what">
          <h2 dir="auto">{title ?? text.untitled}</h2>
          <div class="facts">
            <button
              type="button"
              class="code"
              aria-label={say(text.copyCodeNamed, { code: room.code })}
              onClick={copyCode}
            >
              {room.code}
              <Icon path={COPY} size={13} />
            </button>
            <span class="here">{say(text.here, { count: online })}</span>
          </div>
        </div>
        <button type="button" class="icon-button" aria-label={text.copyInvite} onClick={copyInvite}>
          <Icon path={LINK} />
        </button>
        <RoomMenu code={room.code} onLeave={onLeave} />
        <CloseButton />
      </div>
    </div>
  );
}
