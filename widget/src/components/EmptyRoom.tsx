import { COPY, LINK } from '../icons/room.js';
import { SPEECH } from '../icons/start.js';
import type { RoomModel } from '../models/room.js';
import { Icon } from './Icon.js';
import { useCopy } from './use-copy.js';
import { useWidget } from './widget-context.js';

/** Nobody wrote yet: the moment to pass the code on. */
export function EmptyRoom({ room }: { room: RoomModel }) {
  const text = useWidget().strings.room;
  const { copyCode, copyInvite } = useCopy(room.code);
  return (
    <div class="empty">
      <div class="sign">
        <Icon path={SPEECH} size={32} />
      </div>
      <h3>{text.empty}</h3>
      <p>{text.emptyLead}</p>
      <div class="big-code" dir="auto">
        {room.code}
      </div>
      <div class="pair">
        <button type="button" class="button quiet" onClick={copyCode}>
          <Icon path={COPY} size={18} />
          {text.copyCode}
        </button>
        <button type="button" class="button primary" onClick={copyInvite}>
          <Icon path={LINK} size={18} />
          {text.copyInvite}
        </button>
      </div>
      <button type="button" class="link" onClick={() => room.show('share')}>
        {text.qr}
      </button>
    </div>
  );
}
