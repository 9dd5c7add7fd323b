import { COPY, LINK } from '../icons/room.js';
import type { RoomModel } from '../models/room.js';
import { CloseButton } from './CloseButton.js';
import { Icon } from './Icon.js';
import { RoomMenu } from './RoomMenu.js';
import { useCopy } from './use-copy.js';
import { useWidget } from './widget-context.js';

/** The room's name, its code to copy, how many are here, and what one can do with it. */
export function Header({ room }: { room: RoomModel }) {
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
              <bdi>{room.code}</bdi>
              <Icon path={COPY} size={13} />
            </button>
            <button
              type="button"
              class="here"
              aria-label={say(text.peopleCount, { count: online })}
              onClick={() => room.show('people')}
            >
              {say(text.here, { count: online })}
            </button>
          </div>
        </div>
        <button type="button" class="icon-button" aria-label={text.copyInvite} onClick={copyInvite}>
          <Icon path={LINK} />
        </button>
        <RoomMenu room={room} />
        <CloseButton />
      </div>
    </div>
  );
}
